cat > template.yaml <<'T'
Resources:
  # drlint: ignore until=2027-01-31 reason="which rule?"
  A: {Type: AWS::S3::Bucket}
  # drlint: ignore S3024 until=2027-02-30
  B: {Type: AWS::S3::Bucket}
  # drlint: ignore S3024 reason="no end
  C: {Type: AWS::S3::Bucket}
  # drlint: ignore S3024 because=why
  D: {Type: AWS::S3::Bucket}
  # drlint: skip S3024
  E: {Type: AWS::S3::Bucket}
  F: {Type: AWS::S3::Bucket, Metadata: {drlint: {ignored: [S3024]}}}
  G: {Type: AWS::S3::Bucket, Metadata: {drlint: [S3024]}}
  H: {Type: AWS::S3::Bucket, Metadata: {drlint: {ignore: [{rule: S3024, expires: soon}, {reason: none}, {rule: [[]]}]}}}
  I: {Type: AWS::S3::Bucket, Metadata: {drlint: {ignore: {rule: S3024, resource: I}}}}
T
cat > .drlint.yaml <<'C'
suppress: [{rule: S3024, resource: [A]}, {resource: B}, {rule: S3024, place: C}]
C
drlint check --region us-west-2 --select S3024 template.yaml
