mkdir -p app/stack && cp config.yaml app/.drlint.yaml && cp bucket.json table.yaml app/stack && cd app/stack
drlint check --region us-west-2
