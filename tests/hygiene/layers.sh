#!/bin/sh
# Every #include points down, and every third-party header has one door. Runs in the source root.
set -eu

# One layer a line: its folder, then the folders it may include besides itself.
layers='
analyzer/base
analyzer/doc     analyzer/base
analyzer/cfn     analyzer/doc analyzer/base
analyzer/estate  analyzer/cfn analyzer/doc analyzer/base
analyzer/ingest  analyzer/estate analyzer/cfn analyzer/doc analyzer/base
analyzer/live    analyzer/estate analyzer/cfn analyzer/doc analyzer/base
analyzer/posture analyzer/estate analyzer/cfn analyzer/doc analyzer/base
rules            analyzer/estate analyzer/cfn analyzer/doc analyzer/base
pricing          analyzer/estate analyzer/cfn analyzer/doc analyzer/base
analyzer/report  rules pricing analyzer/posture analyzer/estate analyzer/cfn analyzer/doc analyzer/base
analyzer/cli     analyzer rules pricing
'

# One header a line: its name, then the files (a shell pattern) that are its door.
doors='
yaml.h    analyzer/doc/yaml*.c
cJSON.h   analyzer/doc/json*.[ch]
pcre2.h   analyzer/base/regex.c
curl.h    analyzer/live/*.c
'

includes() { # FOLDER: file:line:name of every include below it
	grep -rnE --include='*.[ch]' '^[[:space:]]*#[[:space:]]*include' "$1" |
		sed -E 's/^([^:]*:[0-9]+):[^"<]*["<]([^">]*)[">].*/\1:\2/'
}

upward() {
	echo "$layers" | while read -r layer uses; do
		[ -d "$layer" ] || continue
		includes "$layer" | while IFS=: read -r file line name; do
			case $name in analyzer/* | rules/* | pricing/*) ;; *) continue ;; esac
			for allowed in $layer $uses; do
				case $name in "$allowed"/*) continue 2 ;; esac
			done
			echo "$file:$line: $layer may not include $name"
		done
	done
}

relative() {
	includes analyzer rules pricing | while IFS=: read -r file line name; do
		[ ! -f "$(dirname "$file")/$name" ] ||
			echo "$file:$line: spell $name from the source root"
	done
}

sneaked() {
	echo "$doors" | while read -r header door; do
		[ -n "$header" ] || continue
		for folder in analyzer rules pricing tests/unit tests/fuzz; do
			[ ! -d "$folder" ] || includes "$folder"
		done | while IFS=: read -r file line name; do
			[ "$(basename "$name")" = "$header" ] || continue
			# shellcheck disable=SC2254 # the door is a pattern
			case $file in $door) ;; *) echo "$file:$line: only $door may include <$name>" ;; esac
		done
	done
}

found=$(upward; relative; sneaked)
[ -z "$found" ] || { echo "$found"; exit 1; }
