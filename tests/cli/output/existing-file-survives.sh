echo old >report.txt
drlint check malformed.yaml -o report.txt || echo "exit $?"
drlint cost table.yaml --usage nowhere.yml -o report.txt || echo "exit $?"
cat report.txt
