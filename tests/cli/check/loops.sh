drlint check language/loop.yaml --region us-west-2 --dr us-east-2 --complete --select DDB007 --select DDB010 --select BAK001 -f concise
