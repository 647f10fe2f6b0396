# A bucket and its copy, both regions said. The copy has versioning suspended; the second rule passes encrypted objects
# over, is not watched and has no catch-all beside it; the role may not replicate tags; the first rule's class is of one
# zone; versions go after a week, and in one region only; nothing comes back.
cd workloads/documents
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
