printf 'Resources: {Topic: {Type: AWS::SNS::Topic}}\n' >topic.yaml
drlint cost topic.yaml --region us-west-2 --dr us-east-2
