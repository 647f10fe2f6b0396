drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml --prices 2024-10-31
