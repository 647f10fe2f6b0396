# One stack of the primary region, by itself. Orders replicates: what differs between its copies is found (recovery
# window, tag, class; protection outside production), what the key behind a parameter decides is not known. Sessions
# and Counters have no copy, no recovery and no protection. The plan copies nothing, the vault is bare.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --dr us-east-2 workloads/orders/orders.yaml -f concise --show fail,unknown
