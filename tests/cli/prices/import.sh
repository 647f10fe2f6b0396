drlint prices import offers/awskms.us-west-2.20260911.extract.json -o book.json
drlint prices show kms --region us-west-2 --prices book.json
drlint cost samples/doc-processing/template.yaml --region us-west-2 --dr us-east-2 --prices book.json | head -1
