drlint check language/macro.yaml --region us-west-2 --select DDB007 --select DDB010
