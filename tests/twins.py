"""What describe calls recorded must be judged as the same workload's template is. usage: twins.py DRLINT

Each folder of cases/twins holds the templates of the workload that cases/live/NAME recorded. Where both are
judged by a rule, the verdicts are the same; only what no call told may be unknown in the recording.
"""

import json
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).resolve().parent / "cases"
# Resources of a recording by their logical ids in the templates.
NAMES = {
    "docs": "Vault",
    "document-metadata": "DocumentMetadata",
    "job-queue": "JobQueue",
    "doc-processing-123456789012-us-west-2": "Source",
    "doc-processing-123456789012-us-east-2": "Copy",
    "doc-scratch-123456789012-us-west-2": "Scratch",
}


def verdicts(drlint, folder, options):
    """(rule, resource, replica region) -> (verdict, reason), of the resources that both have."""
    done = subprocess.run([drlint, "check", "--dr", "us-east-2", "-f", "ndjson", "--show", "pass,fail,unknown", *options],
                          cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    findings = [json.loads(line) for line in done.stdout.splitlines()]
    named = {(f["rule"], NAMES.get(f["logical_id"], f["logical_id"]), f.get("replica_region")):
             (f["verdict"], f.get("unknown")) for f in findings}
    return {key: verdict for key, verdict in named.items() if key[1] in NAMES.values()}


def compare(drlint, name):
    """The verdicts that both give, and what is wrong with them."""
    live = verdicts(drlint, CASES / "live" / name, ["--isolated", "."])
    written = verdicts(drlint, CASES / "twins" / name, [])
    shared = live.keys() & written.keys()
    wrong = [f"{name}: {key}: live {live[key]}, template {written[key]}" for key in sorted(shared, key=str)
             if live[key][0] != written[key][0] and not (live[key][0] == "unknown" and live[key][1])]
    decided = [key for key in shared if live[key][0] != "unknown"]
    return decided, wrong


def main(drlint):
    passed = failed = 0
    for twin in sorted((CASES / "twins").iterdir()):
        decided, wrong = compare(pathlib.Path(drlint).resolve(), twin.name)
        for line in wrong:
            print(line)
        failed += len(wrong)
        passed += len(decided)
        if len(decided) < 20:
            print(f"{twin.name}: only {len(decided)} verdicts are decided by both")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
