# A twin costs what is paid for while it waits; what has no model is not free.
cat >twins.yaml <<'EOF'
Resources:
  Warm: {Type: AWS::Lambda::Function, Properties: {MemorySize: 1024, Role: r, Handler: a.b, Runtime: python3.12, Code: {ZipFile: x}}}
  Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Warm, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}}}
  Cold: {Type: AWS::Lambda::Function, Properties: {Role: r, Handler: a.b, Runtime: python3.12, Code: {ZipFile: x}}}
  Snapped: {Type: AWS::Lambda::Function, Properties: {Role: r, Handler: a.b, Runtime: python3.12, SnapStart: {ApplyOn: PublishedVersions}, Code: {ZipFile: x}}}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: b}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: application}}
  Steps: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: r, DefinitionString: "{}"}}
EOF
drlint check twins.yaml --region us-east-1 --dr eu-west-1 --complete --prices 2024-11-01 --select LAM001,TOPO001
