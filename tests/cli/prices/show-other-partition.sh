drlint prices show s3.rtc --region eu-south-2 | head -4
drlint prices show s3.rtc --region us-gov-west-1
