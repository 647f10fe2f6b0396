drlint inspect DocTable/DocumentsTable samples/doc-processing/after --quiet | tail -n 6
