drlint check cdk/b-both --dr us-east-2 -f concise --show fail,unknown,suppressed
