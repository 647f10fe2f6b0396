# One template with two sets of parameters: a regional REST API behind failover records. Sound but for alarms and tests.
cd workloads/orders-api
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
