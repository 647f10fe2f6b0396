# A list stands over the book of its own day, not over the newest.
drlint prices import offers/AmazonDynamoDB.eu-west-1.20190610.extract.json -o book.json
drlint prices show dynamodb.rwcu_hour --region us-east-2 --prices book.json | head -4
