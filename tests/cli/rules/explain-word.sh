drlint explain replicated_to
drlint explain arn_in_region
drlint explain each
for wrong in "in_regoin" "in_region -f json" "in_region -o FILE"; do
	drlint explain $wrong || echo "exit $?"
done
echo "--- words that no rule of drlint shows"
drlint explain --words | sed '/^Collections/,$d' | awk '/^[a-z]/ { word = $1 } /^    (as in|takes: (a list of assertions|an assertion|a collection))/ { shown[word] = 1 } { seen[word] = 1 } END { for (word in seen) { if (word && !shown[word]) { print word } } }' | sort
