drlint inspect Uploads - <<'END'
Resources:
  Everywhere:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackInstancesGroup:
        - {Regions: [us-west-2, us-east-2], DeploymentTargets: {Accounts: ['123456789012']}}
      TemplateBody: |
        Resources:
          Uploads:
            Type: AWS::S3::Bucket
            Properties: {BucketName: !Sub 'uploads-${AWS::Region}'}
END
