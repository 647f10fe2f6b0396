# Beijing's list is in yuan: nothing of a book in dollars stands beside it.
sed 's/us-west-2/cn-north-1/g; s/US West (Oregon)/China (Beijing)/; s/"USD"/"CNY"/' offers/awskms.us-west-2.20260911.extract.json > list.json
drlint prices import list.json -o book.json
drlint prices show --prices book.json
