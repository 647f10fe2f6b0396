drlint help cost >a
drlint cost --help >b
cmp a b
cat a
