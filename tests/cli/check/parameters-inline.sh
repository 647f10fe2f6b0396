drlint check table.yaml --select DDB010 --parameters Protect=false --parameters ParameterKey=Protect,ParameterValue=true --show pass,fail
