drlint prices show kms.key --region us-west-2 -f json
