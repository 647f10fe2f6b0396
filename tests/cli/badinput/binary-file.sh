printf '\177ELF\002\001\001\000\000\377\376' >program
drlint check program bucket.json --select S3001
