"""Adds up meson's test logs (one JSON object a line) and ends with "N passed, N failed".

A test that reports on cases of its own, as cmocka does, counts as that many. The exit code is 1 when
something failed or nothing passed.
"""

import json
import re
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP"}


def cases(test):
    """The (passed, failed) cases that a test's own output reports; (1, 0) or (0, 1) without any."""
    text = (test.get("stdout") or "") + (test.get("stderr") or "")
    passed = sum(map(int, re.findall(r"^\[  PASSED  \] (\d+) test", text, re.M)))
    failed = sum(map(int, re.findall(r"^\[  FAILED  \] tests: (\d+)", text, re.M)))
    for good, bad in re.findall(r"^(\d+) passed, (\d+) failed", text, re.M):
        passed, failed = passed + int(good), failed + int(bad)
    if test["result"] in PASSED:
        return max(passed, 1), failed
    return passed, max(failed, 1)


def main(paths):
    passed = failed = skipped = 0
    for path in paths:
        with open(path, encoding="utf-8") as log:
            for test in map(json.loads, log):
                if test["result"] in SKIPPED:
                    skipped += 1
                    print(f"skipped: {test['name']}")
                    continue
                good, bad = cases(test)
                passed, failed = passed + good, failed + bad
                if bad:
                    print(f"failed: {test['name']} ({path.rsplit('/', 1)[-1][:-5]})")
    tail = f", {skipped} skipped" if skipped else ""
    print(f"{passed} passed, {failed} failed{tail}")
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1:]))
