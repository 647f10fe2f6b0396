drlint check tabel.yaml bucket.json --select S3001
