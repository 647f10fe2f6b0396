drlint cost table.yaml --region us-west-2 --write-usage new.yml
cat new.yml
drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage new.yml | tail -1
