printf '{"schema": "drlint.cost/1", "currency": "USD", "components": [{"component": "T", "type": "X", "monthly": {"with_dr": 5}, "one_time": "1"}, 7]}' >base.json
drlint cost table.yaml --region us-west-2 --dr us-east-2 --compare base.json
