drlint check cdk/h-debug --dr us-east-2 -f concise --show fail,unknown,suppressed
