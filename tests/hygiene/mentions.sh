#!/bin/sh
# No unfinished business, no unresolved merge and no path of somebody's machine in what is checked in. Runs in the source root.
set -eu
status=0
if git grep -nIwE 'TO[D]O|FI[X]ME' -- ':!*package-lock.json'; then
	echo "finish it, or leave it out"
	status=1
fi
if git grep -nIE '^([<]{7} |[=]{7}$|[>]{7} )'; then
	echo "a merge was left unresolved"
	status=1
fi
if git grep -nIE '(^|[^A-Za-z0-9_.])/(wo[r]k|ho[m]e/[a-z]|Use[r]s|ro[o]t|tmp/cd[k])/' -- ':!*package-lock.json'; then
	echo "a path of one machine: make it relative"
	status=1
fi
if git grep -nIE '^(<{7}|>{7}) '; then
	echo "a conflict is left over: resolve it"
	status=1
fi
exit $status
