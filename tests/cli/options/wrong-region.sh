drlint check table.yaml --dr us-east-22 --primary us-wset-2 --region narnia
