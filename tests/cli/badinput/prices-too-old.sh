drlint cost table.yaml --region us-west-2 --prices 2001-01-01
