printf 'Resources: {Role: {Type: AWS::IAM::Role}}\n' >role.yaml
drlint cost role.yaml --region us-west-2 --dr us-east-2
