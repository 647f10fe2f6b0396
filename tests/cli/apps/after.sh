drlint check samples/doc-processing/after --dr us-east-2 -f concise --show fail,unknown,suppressed
