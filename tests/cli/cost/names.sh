drlint cost samples/doc-processing/after -q --failover-hours 73 --what-if | grep -E '^[^ ].*(\(AWS|: )|^  Doc'
