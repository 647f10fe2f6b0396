# A standby behind Aurora's global database: requests move by themselves, the writer by hand.
cd workloads/bank
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
