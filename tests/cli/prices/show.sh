drlint prices show dynamodb.rwru dynamodb.storage --region us-west-2
