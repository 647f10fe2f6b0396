#!/bin/sh
# Functions of at most 60 lines, blocks at most three deep, files of at most 500 lines (unit tests may be
# longer: a layer's tests stand in one file). Runs in the source root.
set -eu
found=$(git ls-files '*.c' '*.h' | xargs awk '
	function over(what) { printf "%s:%d: %s\n", FILENAME, FNR, what }
	FNR == 1 { inside = 0 }
	/^[a-z].*[(]/ { first = FNR }
	/[)] [{]$/ && !inside && first { inside = 1 }
	/^#/ || /;$/ && !inside { first = 0 }
	inside && /^\t\t\t\t+(if|for|while|do|switch|[a-z]+_each)[ (].*[{]$/ { over("a fourth level of blocks") }
	inside && /^}/ {
		inside = 0
		if (FNR - first + 1 > 60) {
			over("a function of " (FNR - first + 1) " lines ends here")
		}
	}
	FNR == 501 && FILENAME !~ /^tests\/unit\// { over("a file of more than 500 lines") }')
[ -z "$found" ] || { echo "$found"; exit 1; }
