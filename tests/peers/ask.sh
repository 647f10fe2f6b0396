#!/bin/sh
# ask.sh DRLINT: compares with what cfn-lint says where it is installed, and cdk-nag where npm can bring the one that the
# CDK apps of the tests use. Skipped where neither can be had.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

may_install() {
	command -v npm >/dev/null && [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 20 ] &&
		npm view cdk-nag@3.0.2 version >/dev/null 2>&1
}

CDK_WORK=$(mktemp -d)
export CDK_WORK
trap 'rm -rf "$CDK_WORK"' EXIT
if may_install; then
	cp "$here/../cdk/apps/package.json" "$here/../cdk/apps/package-lock.json" "$CDK_WORK/"
	(cd "$CDK_WORK" && npm ci --ignore-scripts --no-audit --no-fund >&2)
elif ! command -v cfn-lint >/dev/null; then
	echo "neither cfn-lint nor, from npm with Node 20, cdk-nag can be had: their verdicts stand as stated"
	exit 77
fi
python3 "$here/peers.py" "$1" --ask
