drlint check samples/doc-processing/template.yaml --region us-west-2 --dr us-east-2 --complete -f concise --show fail,unknown,suppressed
