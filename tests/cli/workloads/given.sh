# Nested stacks, to which the root of both regions gives a topic of one.
cd workloads/given
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
