drlint help test >a
drlint test --help >b
cmp a b
cat a
