#!/bin/sh
# From a fresh Debian 12 to findings and a price: installs the packages that are lacking, builds drlint in
# build/, checks the document-processing sample and says what its DR costs. Run it as often as you like.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
show() { # prints a command and runs it; exit code 1 means findings, which is what the sample is for
	printf '$ %s\n' "$*"
	code=0
	"$@" || code=$?
	[ "$code" -le 1 ]
}

say "Packages: a C compiler, meson, libyaml, cJSON, PCRE2 and libcurl, where they are lacking"
sh .ci/packages gcc libc6-dev meson ninja-build pkg-config libyaml-dev libcjson-dev libpcre2-dev \
	libcurl4-openssl-dev

say "Build: the program becomes build/drlint"
[ -f build/build.ninja ] || meson setup build
ninja -C build drlint

say "Check: what the sample would lose with its region, as the CDK synthesized it"
show build/drlint check samples/doc-processing/before --dr us-east-2

say "Cost: what replicating it costs at the usage in usage.yml"
show build/drlint cost samples/doc-processing/before --dr us-east-2 --usage samples/doc-processing/usage.yml

say "The same workload with its gaps closed"
show build/drlint check samples/doc-processing/after
