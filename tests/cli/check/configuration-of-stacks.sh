drlint check --config config-stacks.yaml --select S3001
