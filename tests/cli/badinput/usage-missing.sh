drlint cost table.yaml --region us-west-2 --usage nowhere.yml
