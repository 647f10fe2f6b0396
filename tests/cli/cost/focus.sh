drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml -f focus --month 2026-12 --billing-account 123456789012
# What FOCUS cannot hold is said on standard error: who pays, and what has no price.
SOURCE_DATE_EPOCH=1795651200 drlint cost table.yaml --region us-west-2 --dr us-east-2 --prices 2023-01-01 --usage usage.yml -f focus |
	cut -d, -f1,2,5,6,39- | tail -n 3
drlint cost table.yaml --region us-west-2 -f focus --month 2026-13 --billing-account 12
