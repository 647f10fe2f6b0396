# A stage of a CDK app: weights moved by hand, references across regions, helpers, a distribution in us-east-1.
cd workloads/stages
drlint check cdk.out --select APIGW,ARC,LAM,R53,STACK,TOPO -f concise --show fail,unknown,suppressed
