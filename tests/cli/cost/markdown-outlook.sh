drlint cost table.yaml -q --region us-west-2 --dr us-east-2 --usage usage.yml --growth 24 --failover-hours 73 -f markdown | sed -n '/failover/p; /A year/,/^| 2/p; $p'
