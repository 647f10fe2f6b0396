# A stack set in two regions, whose overrides make one of them the standby.
cd workloads/stack-set
drlint check admin.yaml --region us-west-2 --account 123456789012 --primary us-west-2 --dr us-east-2 --complete --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
