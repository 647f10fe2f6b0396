echo old >report.txt
chmod 640 report.txt
drlint check bucket.json --region us-west-2 --dr us-east-2 --select S3001 -o report.txt || echo "exit $?"
head -1 report.txt
stat -c %a report.txt
