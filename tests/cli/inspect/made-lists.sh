# Lists that functions make, and one that a condition chooses.
drlint inspect Topic - --region us-west-2 <<'END'
Parameters: {Names: {Type: CommaDelimitedList, Default: "a,b"}}
Conditions: {Few: !Equals [!Ref "AWS::Region", us-west-2]}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      Split: !Split [",", "a,b"]
      Long: {"Fn::Split": ["-", !Join ["-", !Ref Names]]}
      Blocks: [!Cidr [10.0.0.0/16, 2, 8]]
      Chosen: !If [Few, [a, !Ref "AWS::Region"], !Split [",", "a,b"]]
END
