drlint explain --words | sed -n 1,12p; drlint explain --words | grep -c "takes:" | grep -q "^[1-9]" && echo "words say what they take"; drlint explain replicated_to || true
