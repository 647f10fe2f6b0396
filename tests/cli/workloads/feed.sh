# A SAM app in JSON whose region nobody said: what absence would prove stays open.
cd workloads/feed
drlint check template.json --dr us-east-2 --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
