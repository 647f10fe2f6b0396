drlint check cdk/b-weak --dr us-east-2 -f concise --show fail,unknown,suppressed
