# The recovery region is inferred from the copies; a tier is exempt; weights, places and a pipeline.
cd workloads/claims
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
