export SOURCE_DATE_EPOCH=1795651200
cd suppressed
{ cat .drlint.yaml; echo "inline_suppressions: {forbid: [S3024, info, S3O01]}"; } > some.yaml
drlint check --config some.yaml --region us-west-2 template.yaml --select S3,SUP -f concise || echo "exit $?"
for wrong in "maybe" "{forbid: S3024}" "{forbid: [[S3024]]}" "{allow: [S3024]}"; do
	echo "inline_suppressions: $wrong" > wrong.yaml
	drlint check --config wrong.yaml --region us-west-2 template.yaml --select S3024 -f concise > /dev/null || echo "exit $?"
done
