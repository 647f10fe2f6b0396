drlint help help >a
drlint help --help >b
cmp a b
cat a
