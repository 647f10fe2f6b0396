echo kept > book.json
head -c 1500 offers/awskms.us-west-2.20260911.extract.json > cut.json
drlint prices import cut.json -o book.json || echo "exit $?"
cat book.json
