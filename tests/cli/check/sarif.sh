drlint check table.yaml --region us-west-2 --dr us-east-2 --select DDB008 -f sarif
