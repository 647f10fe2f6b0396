drlint cost table.yaml --growth -5 --failover-hours two --max-monthly-increase 1e3
