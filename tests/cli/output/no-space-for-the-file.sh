echo old >report.txt
ulimit -f 0
trap '' XFSZ
drlint check bucket.json --region us-west-2 --dr us-east-2 --select S3001 -o report.txt 2>&1 | cat
ulimit -f unlimited 2>/dev/null || true
cat report.txt
ls | grep -c report
