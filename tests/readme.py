"""readme.py DRLINT README: runs the commands of README's console blocks and compares what they print.

A block begins with ```console; in it each line after "$ " is a command and what follows is its standard output.
UPDATE=1 rewrites what is shown.
"""

import difflib
import os
import re
import subprocess
import sys


def printed(command, root, program):
    """Standard output of a command, in the source root, with drlint on the path and nothing of this machine."""
    environment = {"PATH": f"{os.path.dirname(program)}:/usr/bin:/bin", "NO_COLOR": "1", "HOME": "/nonexistent"}
    done = subprocess.run(command, shell=True, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode().rstrip("\n")


def fresh(block, root, program):
    """The block's text with what its commands print now."""
    commands = re.findall(r"^\$ (.*)$", block, re.M)
    return "".join(f"$ {command}\n{printed(command, root, program)}\n" for command in commands)


def main(program, readme):
    root, program = os.path.dirname(os.path.abspath(readme)), os.path.abspath(program)
    with open(readme, encoding="utf-8") as file:
        shown = file.read()
    block = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
    blocks = len(block.findall(shown))
    now = block.sub(lambda match: fresh(match.group(), root, program), shown)
    if os.environ.get("UPDATE"):
        with open(readme, "w", encoding="utf-8") as file:
            file.write(now)
    elif now != shown:
        sys.stdout.writelines(difflib.unified_diff(shown.splitlines(True), now.splitlines(True), "README.md", "printed"))
        return 1
    print(f"{blocks} passed, 0 failed")
    return 0 if blocks else 1


sys.exit(main(*sys.argv[1:]))
