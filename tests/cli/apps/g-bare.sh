drlint check cdk/g-bare --dr us-east-2 -f concise --show fail,unknown,suppressed
