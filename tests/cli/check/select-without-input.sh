# A rule that is asked for by its id or name says which input it lacks.
drlint check table.yaml --region us-west-2 --isolated --select DDB021,copy-unhealthy -q
drlint check table.yaml --region us-west-2 --isolated --select DDB021,copy-unhealthy --fail-on never
drlint check table.yaml --region us-west-2 --isolated --select DDB021,TOPO011 --dr us-east-2 --fail-on never
