# One template with a parameter for the part: an accelerator, a mapping by stage that fixes the primary's bus.
cd workloads/saas
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
