drlint cost samples/doc-processing/after --usage samples/doc-processing/usage.yml --compare samples/doc-processing/before -q | sed -n '/^Against/,$p'
