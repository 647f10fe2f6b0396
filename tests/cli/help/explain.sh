drlint help explain >a
drlint explain --help >b
cmp a b
cat a
