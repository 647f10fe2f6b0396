# Routing controls in front of load balancers: one switches nothing, and the standby is smaller and asks the primary for a secret.
cd workloads/checkout-arc
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
