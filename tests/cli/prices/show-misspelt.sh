drlint prices show dynamodb.rwu
