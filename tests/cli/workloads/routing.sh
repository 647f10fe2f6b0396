# A private zone of both regions, records whose ends come from secrets, a Region switch plan without objective.
cd workloads/routing
drlint check routing.yaml --region us-west-2 --primary us-east-1 --dr us-west-2 --complete --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
