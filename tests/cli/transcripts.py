"""Runs the commands that the documents show and compares what they print. usage: transcripts.py DRLINT

In each ```console block of a tracked *.md file, a line "$ drlint ..." is run by sh in the source root; what
follows, up to the next such line, is what a terminal would show: both streams. Blanks at line ends and empty lines
at the end do not count. UPDATE=1 rewrites them. Other commands of such blocks are not run.
"""

import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
STEP = re.compile(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", re.M)


def run(drlint, command):
    kept = {key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}
    environment = {**kept, "PATH": f"{drlint.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": "/nowhere"}
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    return tidy(done.stdout.decode("utf-8"))


def tidy(text):
    lines = "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")
    return lines + "\n" if lines else ""


def refresh(drlint, path, counts):
    """The text of a document with what its commands print now."""
    def step(match):
        command, shown = match.groups()
        if not re.match(r"(\w+=\S* )*drlint\b", command):
            return match.group(0)
        printed = run(drlint, command)
        same = printed == tidy(shown)
        counts[same] += 1
        if not same:
            sys.stdout.writelines(difflib.unified_diff(
                tidy(shown).splitlines(True), printed.splitlines(True), f"{path}: $ {command}", "printed"))
        return match.group(0) if same else f"$ {command}\n{printed}"

    text = path.read_text(encoding="utf-8")
    return text, BLOCK.sub(lambda block: f"```console\n{STEP.sub(step, block.group(1))}```", text)


def main(drlint):
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=False)
    counts = {True: 0, False: 0}
    for name in listed.stdout.splitlines():
        text, fresh = refresh(drlint, ROOT / name, counts)
        if fresh != text and os.environ.get("UPDATE") == "1":
            (ROOT / name).write_text(fresh, encoding="utf-8")
    if sum(counts.values()) == 0:
        print("skipped: no document shows a command, or this is no git checkout")
        return 77
    if os.environ.get("UPDATE") == "1":
        return 0
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
