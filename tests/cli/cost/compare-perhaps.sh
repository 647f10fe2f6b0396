cat >before.yaml <<'END'
Resources: {Q: {Type: AWS::SQS::Queue}}
END
cat >after.yaml <<'END'
Resources: {Q: {Type: AWS::SQS::Queue}, K: {Type: AWS::KMS::Key}}
END
drlint cost after.yaml --region us-west-2 --dr us-east-2 --compare before.yaml --max-monthly-increase 0.5 | tail -1
