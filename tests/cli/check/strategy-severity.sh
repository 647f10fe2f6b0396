cp -r samples/custom-rules house
for strategy in backup-restore warm-standby none; do
	echo "--- $strategy"
	drlint check --isolated --rules house/rules --select HOUSE002 --strategy $strategy --region us-west-2 --dr us-east-2 \
		-f concise house/template.yaml || echo "exit $?"
done
