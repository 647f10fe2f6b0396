#!/bin/sh
# Each folder of the architecture has a README whose first line is a sentence that says what belongs there, and
# no README names a file that is not. Runs in the source root.
set -eu

rooms() {
	for room in analyzer analyzer/*/ rules pricing samples tests; do
		room=${room%/}
		[ -f "$room/README.md" ] || { echo "$room: no README.md"; continue; }
		head -n 1 "$room/README.md" | grep -qE '^[A-Z].*[.:;]' ||
			echo "$room/README.md:1: say in a sentence what belongs here"
	done
}

# `name.c` in a README is a file, a pattern of some, or a path of one.
stale() {
	git ls-files '*README.md' CONTRIBUTING.md | while read -r readme; do
		grep -onE '`[A-Za-z0-9_/*.-]+\.[ch]`' "$readme" | tr -d '`' | while IFS=: read -r line name; do
			[ -n "$(git ls-files -- "$name" "*/$name")" ] || echo "$readme:$line: there is no $name"
		done
	done
}

found=$(rooms; stale)
[ -z "$found" ] || { echo "$found"; exit 1; }
