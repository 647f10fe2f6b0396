# A rule in a file that ends in .yml is a rule too.
mv rules/OWN001-table-without-billing-mode.yaml rules/OWN001-table-without-billing-mode.yml
drlint check table.yaml --rules rules --select OWN001 -f concise
