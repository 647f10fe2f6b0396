printf '{"name": "2024-11-01"}\n' >book.json
drlint cost table.yaml --region us-west-2 --prices book.json
