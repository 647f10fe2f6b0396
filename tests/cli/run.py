"""Runs the command lines of one folder and compares what they print with what is kept beside them.

usage: run.py DRLINT FOLDER

A case is NAME.sh, run by sh in a fresh copy of inputs/, with `samples`, `cdk`, `offers`, `sam` and `workloads` (of
tests/cases) beside it. NAME.out is what it printed on standard output, then after "--- stderr" on
standard error, then "--- exit" and its exit code. UPDATE=1 rewrites it. A case that ends with 77 could
not run here and is skipped.
"""

import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SKIP = 77


def environment(drlint, home):
    """Nothing of the caller's but where programs are and how sanitizers behave."""
    kept = {key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}
    path = f"{drlint.parent}:{os.environ['PATH']}"
    return {**kept, "PATH": path, "HOME": home, "LC_ALL": "C.UTF-8", "TERM": "dumb"}


def run(drlint, case):
    """What the case printed and its exit code, as kept; None where it skipped itself."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch, "case")
        shutil.copytree(HERE / "inputs", folder)
        (folder / "samples").symlink_to(ROOT / "samples")
        for cases in ("cdk", "offers", "sam", "workloads"):
            (folder / cases).symlink_to(ROOT / "tests" / "cases" / cases)
        done = subprocess.run(["sh", "-eu", str(case)], cwd=folder, env=environment(drlint, scratch),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    if done.returncode == SKIP:
        return None
    shown = b""
    for title, stream in ((b"", done.stdout), (b"--- stderr\n", done.stderr)):
        if stream or not title:
            shown += title + stream + (b"" if not stream or stream.endswith(b"\n") else b"\n(no line end)\n")
    return shown + b"--- exit %d\n" % done.returncode


def compare(case, actual):
    """Says whether the case printed what is kept; prints the difference where not."""
    kept = case.with_suffix(".out")
    if os.environ.get("UPDATE") == "1":
        kept.write_bytes(actual)
        return True
    expected = kept.read_bytes() if kept.exists() else b""
    if actual == expected:
        return True
    lines = [text.decode(errors="backslashreplace").splitlines(keepends=True) for text in (expected, actual)]
    sys.stdout.writelines(difflib.unified_diff(*lines, kept.name, "printed"))
    return False


def main(drlint, folder):
    passed = failed = skipped = 0
    cases = sorted(pathlib.Path(folder).resolve().glob("*.sh"))
    for orphan in sorted({out.stem for out in pathlib.Path(folder).glob("*.out")} - {c.stem for c in cases}):
        print(f"{orphan}.out belongs to no case")
        failed += 1
    for case in cases:
        actual = run(pathlib.Path(drlint).resolve(), case)
        if actual is None:
            print(f"skipped: {case.name}")
            skipped += 1
        elif compare(case, actual):
            passed += 1
        else:
            failed += 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1], sys.argv[2]))
