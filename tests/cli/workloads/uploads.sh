# A SAM app of one region, with every kind of event and what Globals write into its functions.
cd workloads/uploads
drlint check template.yaml --region us-west-2 --dr us-east-2 --complete --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
