drlint test || echo "exit $?"
drlint completion || echo "exit $?"
drlint explain
