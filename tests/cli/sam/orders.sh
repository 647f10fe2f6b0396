drlint check --select LAM,APIGW,KMS012,DDB001,DDB034 --region us-west-2 --dr us-east-2 --complete sam/orders.yaml
