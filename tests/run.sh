#!/bin/sh
# Installs what is lacking, builds drlint and runs every test: in a plain build, then under the address and
# undefined-behaviour sanitizers. The last line says "N passed, N failed"; the exit code is 0 only when nothing
# failed and something ran.
set -eu
cd "$(dirname "$0")/.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

say() { printf '\n== %s\n' "$*"; }

say "Packages"
sh .ci/packages gcc libc6-dev binutils git meson ninja-build pkg-config python3 libyaml-dev libcjson-dev \
	libpcre2-dev libcurl4-openssl-dev libcmocka-dev valgrind
# What only some tests need: without it they are skipped, and say so.
sh .ci/packages clang-format python3-jsonschema || true
command -v npm >/dev/null || sh .ci/packages nodejs npm || true

build() { # FOLDER OPTION...
	folder=$1
	shift
	if [ -f "$folder/build.ninja" ]; then
		meson configure "$folder" "$@"
	else
		meson setup --fatal-meson-warnings "$folder" "$@"
	fi
	ninja -C "$folder"
}
try() { # FOLDER ARGUMENT...: runs tests and keeps their log; failures are counted at the end
	folder=$1
	shift
	rm -f "$folder/meson-logs/testlog-all.json"
	meson test -C "$folder" --no-rebuild --setup all --print-errorlogs "$@" || true
	cp "$folder/meson-logs/testlog-all.json" "$results/$(basename "$folder").json"
}

say "Plain build, all tests"
build build-plain -Dwerror=true -Dtests=enabled
try build-plain

say "Sanitizer build, the tests that run drlint's own code"
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# gcc's warnings see ghosts in instrumented code; the plain build above has judged them.
build build-sanitize -Dwerror=false -Dtests=enabled -Dbuildtype=debugoptimized -Db_ndebug=false \
	-Db_sanitize=address,undefined
try build-sanitize --no-suite hygiene --no-suite bench --no-suite cdk

say "Results"
python3 tests/count.py "$results"/*.json
