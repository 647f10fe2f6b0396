drlint check table.yaml -f json -f text --select DDB010 || echo "exit $?"
drlint check table.yaml -f json:a -f text:a --select DDB010
