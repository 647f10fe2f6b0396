sed 's/"beginRange": "10240"/"beginRange": "20480"/' offers/AWSDataTransfer.us-west-2.20260916.extract.json > gap.json
drlint prices import gap.json -o book.json
