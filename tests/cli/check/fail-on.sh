for level in error warning info never; do
	drlint check table.yaml --region us-west-2 --dr us-east-2 --select DDB008 --fail-on "$level" | tail -1
	drlint check table.yaml --region us-west-2 --dr us-east-2 --select DDB008 --fail-on "$level" >/dev/null || echo "$level: $?"
done
