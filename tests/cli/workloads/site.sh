# A distribution with two origins; what stands in other stacks is not known.
cd workloads/site
drlint check template.yaml --region us-west-2 --dr us-east-2 --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
