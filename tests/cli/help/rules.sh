drlint help rules >a
drlint rules --help >b
cmp a b
cat a
