# Two hands' templates: an OpenAPI document, a domain of each version, groups of weighted records moved by hand.
cd workloads/video
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
