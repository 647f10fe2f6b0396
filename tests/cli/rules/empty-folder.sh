mkdir own
printf 'not a rule\n' >own/README.md
drlint check table.yaml --rules own --select DDB010 -f concise
