drlint check samples/doc-processing/before --dr us-east-2 -f concise --show fail,unknown,suppressed
