drlint check cdk/d-pipeline --dr us-east-2 -f concise --show fail,unknown,suppressed
