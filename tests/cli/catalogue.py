"""Holds the index in rules/README.md against `drlint rules -f markdown`, and that against the rule files and
`-f json`. usage: catalogue.py DRLINT

UPDATE=1 rewrites what stands between the two marker lines.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parent.parent.parent / "rules" / "README.md"
BEGIN, END = "<!-- begin of the index -->\n", "<!-- end of the index -->\n"


def untrue(text, rules):
    """What the section on what is not asked says and the rules do not bear out."""
    section = text.split("## What no rule asks\n")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| ([A-Z0-9]+) \| (.*) \|$", section, re.M))
    letters = {rule["id"][:-3] for rule in rules}
    wrong = [f"What no rule asks: no row of {one}" for one in sorted(letters - set(rows))]
    wrong += [f"What no rule asks: there are no rules {one}" for one in sorted(set(rows) - letters)]
    files = "".join(path.read_text(encoding="utf-8") for path in README.parent.glob("*/*.yaml"))
    words = "".join(path.read_text(encoding="utf-8") for path in README.parent.rglob("*.c"))
    for one, row in rows.items():
        for name in re.findall(r"`([^`]+)`", row):
            if re.search(rf"\b{name}\b", files) or re.search(rf'"(?:[\w.]+\.)?{name}(?:\.[\w.]+)?"', words):
                wrong.append(f"What no rule asks: a rule asks about {name}, of {one}")
    return wrong


def main(drlint):
    command = [drlint, "rules", "--isolated", "-f", "markdown"]
    index = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    document = subprocess.run([drlint, "rules", "--isolated", "-f", "json"], capture_output=True, check=True).stdout
    listed = [rule["file"] for rule in json.loads(document)["rules"]]
    files = sorted(f"rules/{path.relative_to(README.parent)}" for path in README.parent.glob("*/*.yaml"))
    if sorted(listed) != files or any(f"({file.removeprefix('rules/')})" not in index for file in files):
        print("the formats of `drlint rules` do not list each rule file once")
        return 1
    text = README.read_text(encoding="utf-8")
    if wrong := untrue(text, json.loads(document)["rules"]):
        print("\n".join(wrong))
        return 1
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    fresh = f"{before}{BEGIN}{index}{END}{after}"
    if os.environ.get("UPDATE") == "1":
        README.write_text(fresh, encoding="utf-8")
    elif fresh != text:
        print("the index of rules/README.md is stale: UPDATE=1 meson test -C build catalogue")
        return 1
    return 0


sys.exit(main(sys.argv[1]))
