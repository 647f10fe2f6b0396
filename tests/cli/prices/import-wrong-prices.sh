sed 's/"USD": "1.0000000000"/"USD": "-1"/' offers/awskms.us-west-2.20260911.extract.json > negative.json
sed 's/"USD": "1.0000000000"/"USD": "1e3"/' offers/awskms.us-west-2.20260911.extract.json > float.json
sed 's/"unit": "Keys"/"unit": "Dozens"/' offers/awskms.us-west-2.20260911.extract.json > unit.json
sed 's/"USD": "1.0000000000"/"EUR": "1"/' offers/awskms.us-west-2.20260911.extract.json > currencies.json
sed 's/"publicationDate"/"published"/' offers/awskms.us-west-2.20260911.extract.json > undated.json
for list in negative float unit currencies undated; do
	drlint prices import $list.json -o book.json || echo "exit $?"
done
