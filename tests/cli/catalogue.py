"""Holds the index in rules/README.md against `drlint rules -f markdown`. usage: catalogue.py DRLINT

UPDATE=1 rewrites what stands between the two marker lines.
"""

import os
import pathlib
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parent.parent.parent / "rules" / "README.md"
BEGIN, END = "<!-- begin of the index -->\n", "<!-- end of the index -->\n"


def main(drlint):
    command = [drlint, "rules", "--isolated", "-f", "markdown"]
    index = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    text = README.read_text(encoding="utf-8")
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
