drlint prices show dynamodb.rwru --region us-west-2 --prices 2019-06-01
