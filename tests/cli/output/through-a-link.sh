echo old >real.txt
ln -s real.txt link.txt
drlint check bucket.json --region us-west-2 --dr us-east-2 --select S3001 -o link.txt || echo "exit $?"
head -1 real.txt
[ -L link.txt ] && echo "still a link"
