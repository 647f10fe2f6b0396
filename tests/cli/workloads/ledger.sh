# Two templates that grew apart: streams, layers, latency records, and a health check of each kind.
cd workloads/ledger
drlint check --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
