drlint check table.yaml --region us-west-2 --usage nowhere.yml
