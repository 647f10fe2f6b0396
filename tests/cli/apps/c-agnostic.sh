drlint check cdk/c-agnostic --dr us-east-2 -f concise --show fail,unknown,suppressed
