drlint check table.yaml --primary us-west-2 --dr us-west-2 --select TOPO008
