drlint help check >a
drlint check --help >b
cmp a b
cat a
