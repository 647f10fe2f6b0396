# Two buses that forward to each other, a state machine that calls the other region, an unfinished Region switch plan.
cd workloads/events
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
