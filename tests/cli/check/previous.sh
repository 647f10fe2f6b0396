drlint check table.yaml --previous cdk/f-legacy-table --region us-west-2 --dr us-east-2 --select DDB010
