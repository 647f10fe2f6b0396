#!/bin/sh
# The layout of all C is what clang-format makes of it. Runs in the source root.
set -eu
command -v clang-format >/dev/null || { echo "clang-format is not installed"; exit 77; }
git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror
