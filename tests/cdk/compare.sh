#!/bin/sh
# Synthesizes every CDK app afresh and compares with the assemblies that are checked in, so that what the tests
# read stays what the CDK writes. UPDATE=1 checks the fresh ones in. Without npm or network: skipped.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
command -v npm >/dev/null || { echo "npm is not installed: the checked-in assemblies stand unchecked"; exit 77; }
npm view aws-cdk-lib@2.276.0 version >/dev/null 2>&1 ||
	{ echo "the npm registry cannot be reached: the checked-in assemblies stand unchecked"; exit 77; }

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
"$here/synth.sh" "$fresh"
status=0
for assembly in "$fresh"/*/; do
	variant=$(basename "$assembly")
	case $variant in
	before | after) kept=$root/samples/doc-processing/$variant ;;
	*) kept=$root/tests/cases/cdk/$variant ;;
	esac
	if [ "${UPDATE:-}" = 1 ]; then
		rm -rf "$kept"
		mkdir -p "$(dirname "$kept")"
		cp -R "$assembly" "$kept"
	elif [ ! -d "$kept" ]; then
		echo "$variant: not checked in (run with UPDATE=1)"
		status=1
	else
		diff -ru "$kept" "$assembly" || status=1
	fi
done
exit $status
