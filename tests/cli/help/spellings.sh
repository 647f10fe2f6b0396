drlint help >a
drlint --help >b
drlint -h >c
cmp a b && cmp a c
drlint --version
drlint -V
drlint version
