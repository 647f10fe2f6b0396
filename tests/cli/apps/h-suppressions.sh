drlint check cdk/h-suppressions --dr us-east-2 -f concise --show fail,unknown,suppressed
