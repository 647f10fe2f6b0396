drlint check cdk/e-tablev2 --dr us-east-2 -f concise --show fail,unknown,suppressed
