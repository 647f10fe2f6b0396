sed 's/"version": "20260911124601",/"version": "1", "version": "2",/' offers/awskms.us-west-2.20260911.extract.json > twice.json
drlint prices import twice.json -o book.json || echo "exit $?"
ls book.json 2>&1
