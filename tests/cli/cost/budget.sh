drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml --config config-budget.yaml | tail -3
drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml --config config-budget.yaml -f csv:lines.csv
