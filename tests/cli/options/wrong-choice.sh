drlint check table.yaml --fail-on eror --strategy hot --show passes --color sometimes
