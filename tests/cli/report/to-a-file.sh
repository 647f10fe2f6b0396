drlint report table.yaml --region us-west-2 --dr us-east-2 --select DDB010 -o review.md --fail-on never
head -1 review.md
