drlint check cdk/f-legacy-table --dr us-east-2 -f concise --show fail,unknown,suppressed
