"""Validates what drlint really prints against the schemas of this folder. usage: validate.py DRLINT

Needs python3-jsonschema; without it the test is skipped. What schemas cannot say is asked below: that counts
agree with lists, and that lines add up to totals.
"""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INPUTS = ROOT / "tests" / "cli" / "inputs"
ESTATES = [
    *sorted(ROOT.glob("tests/cases/cdk/*/")),
    ROOT / "samples/doc-processing/before",
    ROOT / "samples/doc-processing/after",
    ROOT / "samples/doc-processing/template.yaml",
    INPUTS / "unknown.yaml",
    INPUTS / "condition-unknown.yaml",
    INPUTS / "malformed.yaml",
    INPUTS / "suppressed",
    HERE / "undecided.yaml",
]
OUTLOOK = ["--growth", "20", "--failover-hours", "24", "--what-if", "--usage", str(INPUTS / "usage-ranges.yml"),
           "--compare", str(INPUTS / "table.yaml"), "--max-monthly-increase", "5"]
PAYER = ["--billing-account", "123456789012", "--month", "2026-12"]
SETTINGS = [[], ["--region", "us-west-2", "--dr", "us-east-2", "--account", "012345678901"]]


def validator(name):
    schema = json.loads((HERE / name).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def remedy_sums(document):
    if "remedies" not in document:
        return
    tagged = [finding for finding in document["findings"] if not finding.get("repeated")]
    priced = sum("monthly_cost" in finding for finding in document["findings"])
    if document["remedies"]["priced"] != priced:
        yield f"{priced} remedies are priced and {document['remedies']['priced']} counted"
    # Remedies of one resource may build on one another; those of several add up.
    paid = [finding for finding in tagged if any(
        Decimal(finding[key]["amount"]) for key in ("monthly_cost", "one_time_cost") if key in finding)]
    places = [tuple(finding.get(key) for key in ("account", "region", "stack", "logical_id")) for finding in paid]
    if len(set(places)) != len(places):
        tagged = []
    for key, total in (("monthly_cost", "monthly"), ("one_time_cost", "one_time")):
        amounts = sum(Decimal(finding[key]["amount"]) for finding in tagged if key in finding)
        if tagged and amounts != Decimal(document["remedies"][total]):
            yield f"the remedies' {key} add up to {amounts}"
    unpriced = [finding for finding in document["findings"] if "unpriced" in finding]
    if document["remedies"]["lower_bound"] != bool(unpriced):
        yield "an unpriced remedy and the mark of a lower bound go together"
    if document["remedies"]["unpriced"] != sum("monthly_cost" not in finding for finding in unpriced):
        yield "the remedies without a price are not as many as counted"


def check_sums(document):
    listed = [finding["verdict"] for finding in document["findings"] if "suppressed" not in finding]
    fails = sum(document["summary"][level] for level in ("error", "warning", "info"))
    if listed.count("fail") != fails:
        yield f"{fails} fails are counted and {listed.count('fail')} listed"
    for verdict in ("unknown", "pass"):
        if listed.count(verdict) != document["summary"][verdict]:
            yield f"{document['summary'][verdict]} of '{verdict}' are counted and {listed.count(verdict)} listed"
    suppressed = len(document["findings"]) - len(listed)
    if suppressed != document["summary"]["suppressed"]:
        yield f"{document['summary']['suppressed']} suppressed are counted and {suppressed} listed"
    yield from remedy_sums(document)
    marks = [finding["fingerprint"] for finding in document["findings"]]
    if len(set(marks)) != len(marks):
        yield "two findings have one fingerprint"


def cost_sums(document):
    for component in document["components"]:
        for bill, dr in (("single_region", False), ("with_dr", True)):
            lines = sum(Decimal(line["monthly"]) for line in component["lines"]
                        if line["dr"] == dr and not line["once"])
            if lines != Decimal(component["monthly"][bill]):
                yield f"{component['component']}: the lines of {bill} add up to {lines}"
    for bill in ("single_region", "with_dr", "additional"):
        total = sum(Decimal(component["monthly"][bill]) for component in document["components"])
        if total != Decimal(document["totals"]["monthly"][bill]):
            yield f"the components' {bill} add up to {total}"
        months = [Decimal(month[bill]) for month in document.get("growth", {}).get("months", []) if bill in month]
        if months and sum(months) != Decimal(document["growth"]["year"][bill]):
            yield f"the months' {bill} add up to {sum(months)}"
    for component in document["components"]:
        once = sum(Decimal(line["amount"]) for line in component["lines"] if line["once"])
        if once != Decimal(component["one_time"]):
            yield f"{component['component']}: what is paid once adds up to {once}"
    if document["lower_bound"] != any(not entry.get("failover") for entry in document["unpriced"]):
        yield "an unpriced line and the mark of a lower bound go together"
    failover = document.get("failover", {"lines": [], "amount": "0"})
    if sum(Decimal(line["amount"]) for line in failover["lines"]) != Decimal(failover["amount"]):
        yield "the lines of failover do not add up"
    if "range" in document["totals"]:
        ends = [Decimal(document["totals"]["range"][end]["monthly"]["with_dr"]) for end in ("low", "high")]
        if not ends[0] <= Decimal(document["totals"]["monthly"]["with_dr"]) <= ends[1]:
            yield "the expected cost is not between low and high"


def focus_links(row):
    """What one column of FOCUS says of another."""
    if row["BillingPeriodStart"] >= row["BillingPeriodEnd"]:
        yield "the billing period ends before it begins"
    if Decimal(row["ListUnitPrice"]) * Decimal(row["PricingQuantity"]) - Decimal(row["ListCost"]) > Decimal("1e-12"):
        yield "the list cost is not quantity x price"
    if bool(row["RegionId"]) != bool(row["RegionName"]):
        yield f"the region {row['RegionId']} has the name {row['RegionName']}"
    names = list(row)
    known = [name for name in names if not name.startswith("x_")]
    if known != sorted(known) or names[:len(known)] != known:
        yield "columns of FOCUS stand in order, before those of ours"


def sarif_links(document):
    for run in document["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                yield f"ruleIndex {result['ruleIndex']} is not {result['ruleId']}"
            for location in result["locations"]:
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                if not re.fullmatch(r"(?:[A-Za-z0-9._~/:-]|%[0-9A-F]{2})+", uri):
                    yield f"'{uri}' is no URI reference"


def sarif_states(document):
    yield from sarif_links(document)
    for run in document["runs"]:
        states = {result.get("baselineState") for result in run["results"]}
        if not states <= {"new", "unchanged", "absent"}:
            yield f"beside a baseline, results are {states}"


def rule_order(document):
    ids = [rule["id"] for rule in document["rules"]]
    if ids != sorted(set(ids)):
        yield "the rules are not sorted by id, each once"
    for rule in document["rules"]:
        for difference in rule["differences"]:
            if difference["id"] not in rule["maps"].get(difference["standard"], []):
                yield f"{rule['id']} differs from {difference['id']}, which it does not map to"
        if not set(rule["editions"]) <= set(rule["maps"]):
            yield f"{rule['id']} names the edition of a standard that it does not map to"


def case_order(document):
    for resource in document["resources"]:
        whens = [json.dumps(case["when"], sort_keys=True) for case in resource["cases"]]
        if len(set(whens)) != len(whens):
            yield f"two cases of {resource['logical_id']} are the same"


def catalogues(drlint, rules):
    """Mistakes of the catalogue, and of the page of each rule, which says the same."""
    for more in ([], ["--rules", str(ROOT / "samples" / "custom-rules" / "rules")]):
        run = [drlint, "rules", "--isolated", *more, "-f", "json"]
        document = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
        yield "rules", [*mistakes(rules, document), *rule_order(document)]
        for rule in document["rules"]:
            run = [drlint, "explain", rule["id"], "--isolated", *more, "-f", "json"]
            page = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
            same = [] if page["rules"] == [rule] else ["the page is not what the catalogue says"]
            yield f"explain {rule['id']}", [*mistakes(rules, page), *same]


def inspected(drlint, estate, settings):
    """A resource of each type that something is said of, by its logical ID."""
    listed = printed(drlint, ["check", "-f", "json", "--show", "pass,fail,unknown"], estate, settings)
    found = {finding["type"]: finding for document in listed for finding in document["findings"] if "type" in finding}
    return [finding["logical_id"] for finding in found.values()]


def mistakes(schema, document):
    return [f"{error.json_path}: {error.message[:300]}" for error in schema.iter_errors(document)]


def printed(drlint, command, estate, settings):
    """The documents that one run prints, a list."""
    name, *options = command
    paths = [*options.pop(), str(estate)] if isinstance(options[-1], list) else [str(estate)]
    arguments = [drlint, name, "--isolated", "--quiet", *options, *settings, "--", *paths]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 1, 2):
        raise RuntimeError(f"exit {done.returncode}: {name} {estate}")
    if options[1] == "ndjson":
        return [json.loads(line) for line in done.stdout.splitlines()]
    if options[1] == "focus":
        rows = csv.DictReader(done.stdout.splitlines())
        return [{column: cell or None for column, cell in row.items()} for row in rows]
    return [json.loads(done.stdout)] if done.stdout else []


def main(drlint):
    check = validator("check-1.json")
    finding = check.evolve(schema={**check.schema["$defs"]["finding"], "$defs": check.schema["$defs"]})
    priced = ["--usage", str(ROOT / "samples" / "doc-processing" / "usage.yml")]
    every = ["--show", "pass,fail,unknown"]
    contracts = [
        (["check", "-f", "json", *every], check, check_sums),
        (["check", "-f", "json", *every, *priced], check, check_sums),
        (["check", "-f", "ndjson", *every], finding, lambda document: []),
        (["check", "-f", "sarif", *every], validator("sarif-2.1.0.json"), sarif_links),
        (["check", "-f", "sarif", *every, *priced], validator("sarif-2.1.0.json"), sarif_links),
        (["cost", "-f", "json"], validator("cost-1.json"), cost_sums),
        (["cost", "-f", "json", *OUTLOOK], validator("cost-1.json"), cost_sums),
        (["cost", "-f", "focus", "--failover-hours", "24", *PAYER], validator("focus-1.2.json"), focus_links),
    ]
    inspect = validator("inspect-1.json")
    results = {True: 0, False: 0}

    def count(what, errors):
        results[not errors] += 1
        for error in errors[:5]:
            print(f"{what}: {error}")

    for what, errors in catalogues(drlint, validator("rules-1.json")):
        count(what, errors)
    with tempfile.TemporaryDirectory() as scratch:
        spaced = pathlib.Path(scratch, "a b%c\u00e9.yaml")
        spaced.write_bytes((INPUTS / "table.yaml").read_bytes())
        baseline = pathlib.Path(scratch, "baseline.json")
        before = ["--region", "us-west-2", "--select", "DDB", "--write-baseline", str(baseline)]
        printed(drlint, ["check", "-f", "json", *before], INPUTS / "table.yaml", [])
        compared = ["--baseline", str(baseline), "--complete"]
        contracts += [
            (["check", "-f", "json", *every, *compared], check, check_sums),
            (["check", "-f", "sarif", *every, *compared], validator("sarif-2.1.0.json"), sarif_states),
        ]
        for estate in [*ESTATES, spaced]:
            for settings in SETTINGS:
                asked = [(["inspect", "-f", "json", [name]], inspect, case_order)
                         for name in inspected(drlint, estate, settings)]
                for command, schema, sums in [*contracts, *asked]:
                    errors = []
                    for document in printed(drlint, command, estate, settings):
                        errors += [*mistakes(schema, document), *sums(document)]
                    count(f"{command} {settings} {estate}", errors)
    passed, failed = results[True], results[False]
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
