drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage-misspelt.yml
