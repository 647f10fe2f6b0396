drlint prices import table.yaml || echo "exit $?"
drlint prices import bucket.json || echo "exit $?"
drlint prices import || echo "exit $?"
drlint prices import missing.json
