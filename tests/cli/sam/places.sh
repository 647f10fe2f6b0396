drlint check -f json --select LAM006,APIGW004,APIGW007 --region us-west-2 --dr us-east-2 --complete sam/orders.yaml
