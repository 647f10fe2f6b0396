# Nested stacks, stack sets, and every way to keep data or lose it.
cd workloads/nested
drlint check root.yaml --region us-west-2 --dr us-east-2 --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
