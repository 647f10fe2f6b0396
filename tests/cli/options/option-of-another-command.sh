drlint cost --fail-on never table.yaml
