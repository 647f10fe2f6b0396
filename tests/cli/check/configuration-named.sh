drlint check table.yaml --region us-west-2 --config config.yaml
