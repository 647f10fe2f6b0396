mkdir cdk.out
cat > cdk.out/manifest.json <<'M'
{"version": "44.0.0", "artifacts": {"App": {"type": "aws:cloudformation:stack",
 "environment": "aws://123456789012/us-west-2", "properties": {"templateFile": "App.template.json"},
 "additionalMetadataFile": "App.metadata.json", "displayName": "App"}}}
M
cat > cdk.out/App.metadata.json <<'M'
{"/App/Store": [{"type": "aws:cdk:acknowledged-rules", "data": {"drlint::KMS007": "",
    "Annotation::AwsSolutions-S1": "no logs"}},
   {"type": "aws:cdk:acknowledged-rules", "data": {"drlint::S3024": "emptied every night"}}],
 "/App/Archive": [
   {"type": "aws:cdk:acknowledged-rules", "data": {"Annotation::NIST.800.53.R5-S3BucketVersioningEnabled": "written once"}}],
 "/App/Archive/Resource": [{"type": "aws:cdk:logicalId", "data": "Archive3"}],
 "/App/Store/Bucket/Resource": [{"type": "aws:cdk:logicalId", "data": "StoreBucket1"}],
 "/App/Storehouse/Resource": [{"type": "aws:cdk:logicalId", "data": "Storehouse2"}]}
M
cat > cdk.out/App.template.json <<'T'
{"Resources": {"StoreBucket1": {"Type": "AWS::S3::Bucket"}, "Storehouse2": {"Type": "AWS::S3::Bucket"},
 "Archive3": {"Type": "AWS::S3::Bucket"}}}
T
drlint check cdk.out --isolated --select S3024,KMS007,SUP --show fail,suppressed
