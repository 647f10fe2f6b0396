# Keys, replicas and aliases of two regions: a policy that lets the worker do less, a service of the other region, a
# replica of a single-Region key, an alias that is missing, keys of another region.
cd workloads/keys
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
