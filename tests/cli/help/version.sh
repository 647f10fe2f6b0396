drlint help version >a
drlint version --help >b
cmp a b
cat a
