for format in text json sarif; do
	drlint check samples/doc-processing/before samples/doc-processing/after -f $format >a || true
	drlint check samples/doc-processing/before samples/doc-processing/after -f $format >b || true
	cmp a b
done 2>/dev/null
