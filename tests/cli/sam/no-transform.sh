drlint check --select DDB001,LAM001 --region us-west-2 --dr us-east-2 --complete sam/no-transform.yaml
