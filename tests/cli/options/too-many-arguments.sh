drlint version now || echo "exit $?"
drlint rules all || echo "exit $?"
drlint explain S3001 S3002
