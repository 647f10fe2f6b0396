drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml --failover-hours 48 -f csv
# A charge without price has a row on each bill that it is missing from.
drlint cost table.yaml --region us-west-2 --dr us-east-2 --prices 2023-01-01 --usage usage.yml -f csv | grep ',,false,'
