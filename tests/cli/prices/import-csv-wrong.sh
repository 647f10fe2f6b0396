cat > list.csv <<'CSV'
"FormatVersion","v1.0"
"Publication Date","2026-09-11T12:46:01Z"
"Version","20260911124601"
"SKU","TermType","StartingRange","EndingRange","Unit","PricePerUnit","Currency","serviceCode","usageType","Region Code"
"K","OnDemand","0","Inf","Keys","one","USD","awskms","us-west-2-KMS-Keys","us-west-2"
"L","OnDemand","0","Inf"
CSV
drlint prices import list.csv || echo "exit $?"
printf '"SKU","TermType"\n"K","OnDemand\n' > open.csv
drlint prices import open.csv || echo "exit $?"
sed '/Currency/d' list.csv > headless.csv
drlint prices import headless.csv
