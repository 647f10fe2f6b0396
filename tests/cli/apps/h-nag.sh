drlint check cdk/h-nag --dr us-east-2 -f concise --show fail,unknown,suppressed
