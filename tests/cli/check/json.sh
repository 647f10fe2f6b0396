drlint check table.yaml --region us-west-2 --account 012345678901 --dr us-east-2 --select DDB008,DDB010 -f json
