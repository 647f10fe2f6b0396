drlint check cdk/g-nested --dr us-east-2 -f concise --show fail,unknown,suppressed
