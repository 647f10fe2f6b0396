drlint check --strategyy warm-standby table.yaml
