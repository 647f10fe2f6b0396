printf 'resource_usage: {Ordres: {storage_gb: 5}}\n' >usage.yml
drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml -q -f csv
drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml -f csv -o lines.csv
