echo 'Resources: {Files: {Type: AWS::S3::Bucket}}' >bands.yaml
echo 'resource_usage: {Files: {storage_gb: 600000}}' >bands.yml
drlint cost bands.yaml -q --region us-west-2 --dr us-east-2 --usage bands.yml | grep -E 'storage  |note|^Total'
