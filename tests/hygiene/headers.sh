#!/bin/sh
# Every header compiles alone, so that no file depends on the order of its includes. Runs in the source root.
set -eu
status=0
libraries=$(pkg-config --cflags libcjson)
# shellcheck disable=SC2086 # the flags are words
for header in $(git ls-files '*.h'); do
	${CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -Wall -Wextra -Werror -fsyntax-only -I. -x c "$header" \
		-Wno-unused-function $libraries || status=1
done
exit $status
