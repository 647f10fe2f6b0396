# Each format tells the cost of a remedy in its own way: a line, an annotation, the text of a failure.
at="--region us-west-2 --dr us-east-2 --complete --usage samples/doc-processing/usage.yml --select DDB007,DDB010,TOPO012"
for format in concise github junit; do
	drlint check samples/doc-processing/template.yaml $at -f $format || true
done
