# APIs of every kind, of which the pilot light has one; a check of an endpoint that is turned off.
cd workloads/portal
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
