drlint cost malformed.yaml table.yaml --region us-west-2 --dr us-east-2
