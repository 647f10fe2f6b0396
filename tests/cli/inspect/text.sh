drlint inspect Orders inspect.yaml --region us-west-2
