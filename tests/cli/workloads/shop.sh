# A SAM app whose Globals hold the domain, the network and the dead-letter queue; sources that are no streams.
cd workloads/shop
drlint check template.yaml --region us-west-2 --dr us-east-2 --complete --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
