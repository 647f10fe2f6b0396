drlint help report >a
drlint report --help >b
cmp a b
cat a
