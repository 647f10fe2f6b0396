"""Compares the verdicts of rules with those of the peers' checks that they map to. usage: peers.py DRLINT [--ask]

checks.json says of every check that a rule maps to what it finds, and where that was read; and the same of checks that
only seem to ask what a rule asks ("unlike"), which no rule may map to. cases/*.json are templates, or what describe calls
print, with the verdict of each check. With --ask the peers that can run here say it themselves: cfn-lint, and cdk-nag where
node_modules with it and aws-cdk-lib stand in $CDK_WORK; what they say has to be what the case says. A case fails

- where the rules that have a check's id find what it does not, or the other way round, and none of them says how it differs,
- where a rule says how it differs and no case shows it,
- where a suppression of the check does not do what the rule says of it, or one of an unlike check does anything.

What is unknown to drlint is no verdict: no peer knows that.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REGION = "us-west-2"
# Where a peer's suppressions stand in the Metadata of a resource; NAME is replaced by the id.
SUPPRESSIONS = {
    "cfn-lint": {"cfn-lint": {"config": {"ignore_checks": ["NAME"]}}},
    "cfn-guard": {"guard": {"SuppressedRules": ["NAME"]}},
    "checkov": {"checkov": {"skip": [{"id": "NAME", "comment": "accepted"}]}},
    "cfn-nag": {"cfn_nag": {"rules_to_suppress": [{"id": "NAME", "reason": "accepted"}]}},
    "cdk-nag": {"cdk_nag": {"rules_to_suppress": [{"id": "NIST.800.53.R5-NAME", "reason": "accepted"}]}},
}


class Ledger:
    """The rules' maps beside checks.json."""

    def __init__(self, rules, checks):
        self.checks = {f"{standard} {name}": check for standard, named in checks["checks"].items()
                       for name, check in named.items()}
        self.practices, self.unlike = checks["practices"], checks["unlike"]
        self.rules, self.differs, self.apart, self.editions = {}, {}, set(), {}
        for rule in rules:
            self.editions.update(rule["editions"])
            for standard, names in rule["maps"].items():
                for name in names:
                    self.rules.setdefault(f"{standard} {name}", []).append(rule["id"])
            for one in rule["differences"]:
                key = (rule["id"], f"{one['standard']} {one['id']}")
                self.differs[key] = one["differs"]
                if not one["suppresses"]:
                    self.apart.add(key)

    def aliases(self, check):
        """The checks that ask what this one asks: itself, and those that name it."""
        return [check, *(name for name, other in self.checks.items() if other.get("as") == check)]

    def faults(self):
        """What is wrong with the lists, without a template."""
        for standard, practices in self.practices.items():
            if self.editions.get(standard) != practices["edition"]:
                yield f"{standard}: rules are of edition {self.editions.get(standard)}, checks.json of {practices['edition']}"
        for check, rules in sorted(self.rules.items()):
            standard, name = check.split(" ", 1)
            if standard in self.practices:
                if name not in self.practices[standard]["titles"]:
                    yield f"{', '.join(rules)}: {name} is none of {standard} {self.practices[standard]['edition']}"
            elif check not in self.checks:
                yield f"{', '.join(rules)}: checks.json does not say what {check} finds"
        for check in sorted(self.unlike.keys() & self.rules.keys()):
            yield f"{', '.join(self.rules[check])}: {check} asks something else: it finds {self.unlike[check]['finds']}"
        for check, said in sorted(self.checks.items()):
            if check not in self.rules:
                yield f"checks.json: no rule maps to {check}"
            if not said.get("source", "").startswith("https://") or ("as" in said) == ("finds" in said):
                yield f"checks.json: {check} needs a source, and either finds or as"
            if said.get("as", check) not in self.checks:
                yield f"checks.json: {check} asks the same as {said['as']}, which is not there"


class Case:
    """One input, and what each check says of its resources."""

    def __init__(self, file, written):
        self.name = f"{file.stem}: {written['name']}"
        self.arguments = written.get("arguments", ["--dr", "us-east-2"])
        self.configuration = written.get("configuration", {})
        self.files = written.get("files", {})
        self.stacks = written.get("stacks") or ({REGION: written["template"]} if "template" in written else {})
        self.verdicts = {(resource, check): verdict for resource, said in written["verdicts"].items()
                         for verdict, checks in said.items() for check in checks}

    def resources(self):
        for template in self.stacks.values():
            yield from template["Resources"].items()

    def write(self, folder):
        """Puts the case into a folder, with a configuration that names its stacks."""
        configuration = {"regions": {"primary": REGION}, **self.configuration}
        for region, template in self.stacks.items():
            (folder / f"{region}.json").write_text(json.dumps(template))
        if self.stacks:
            configuration["stacks"] = [{"template": f"{region}.json", "regions": [region]} for region in self.stacks]
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(content))
        (folder / ".drlint.yaml").write_text(json.dumps(configuration))


def run_drlint(drlint, case):
    """(rule, resource) -> the finding that weighs most: a fail, an unknown, a pass."""
    order = ["pass", "unknown", "fail"]
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        case.write(pathlib.Path(scratch))
        paths = [f"{region}.json" for region in case.stacks] or ["."]
        done = subprocess.run([drlint, "check", "-q", "-f", "ndjson", "--show", "pass,fail,unknown,suppressed", "--complete",
                               *case.arguments, *paths], cwd=scratch, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        raise SystemExit(f"{case.name}: drlint says: {done.stderr}")
    for line in done.stdout.splitlines():
        finding = json.loads(line)
        key = (finding["rule"], finding.get("logical_id"))
        if key not in found or order.index(finding["verdict"]) > order.index(found[key]["verdict"]):
            found[key] = finding
    return found


def run_cfn_lint(cases, ledger, version):
    """(case, resource, check) -> verdict, or None where this cfn-lint is not here."""
    program = shutil.which("cfn-lint")
    if not program or subprocess.run([program, "--version"], capture_output=True, text=True,
                                     check=False).stdout.split() != ["cfn-lint", version]:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        files = {}
        for case in cases:
            for region, template in case.stacks.items():
                name = pathlib.Path(scratch, f"{len(files)}.json")
                name.write_text(json.dumps(template))
                files[str(name)] = (case, region)
        done = subprocess.run([program, "--format", "json", "--include-checks", "I", "--regions", REGION, "--", *files],
                              capture_output=True, text=True, timeout=300, check=False)
    found = {}
    for case in cases:
        for resource, body in case.resources():
            for check, said in ledger.checks.items():
                if check.startswith("cfn-lint ") and (said["reads"] == ["*"] or body["Type"] in said["reads"]):
                    found[case, resource, check] = "pass"
    for match in json.loads(done.stdout):
        path = match["Location"]["Path"] or []
        check = f"cfn-lint {match['Rule']['Id']}"
        if check in ledger.checks and path[:1] == ["Resources"]:
            found[files[match["Filename"]][0], path[1], check] = "fail"
    return found


def run_cdk_nag(cases, ledger, version):
    """The same of cdk-nag, whose rules are asked of the template as CDK includes it."""
    work = pathlib.Path(os.environ.get("CDK_WORK", "/nowhere"))
    package = work / "node_modules" / "cdk-nag" / "package.json"
    if not shutil.which("node") or not package.exists() or json.loads(package.read_text())["version"] != version:
        return None
    named = [check.split(" ")[1] for check, said in ledger.checks.items() if check.startswith("cdk-nag ") and "reads" in said]
    asked = [{"region": region, "template": template} for case in cases for region, template in case.stacks.items()]
    done = subprocess.run(["node", str(HERE / "nag.js"), str(work)], input=json.dumps({"rules": named, "stacks": asked}),
                          capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise SystemExit(f"nag.js: {done.stderr}")
    owners = [case for case in cases for _ in case.stacks]
    return {(owner, resource, f"cdk-nag {rule}"): verdict for owner, said in zip(owners, json.loads(done.stdout))
            for resource, verdicts in said.items() for rule, verdict in verdicts.items()}


RUNNERS = {"cfn-lint": run_cfn_lint, "cdk-nag": run_cdk_nag}


class Comparison:
    """All verdicts, and what is wrong with them."""

    def __init__(self, drlint, ledger, cases):
        self.drlint, self.ledger, self.cases = drlint, ledger, cases
        self.found = {case: run_drlint(drlint, case) for case in cases}
        self.peers = {(case, *key): verdict for case in cases for key, verdict in case.verdicts.items()}
        self.faults, self.shown, self.notes = [], set(), []

    def ask(self, versions):
        """Takes what the peers that are here say themselves."""
        for name, run in RUNNERS.items():
            told = run(self.cases, self.ledger, versions[name])
            if told is None:
                self.notes.append(f"{name} {versions[name]} is not here: its verdicts are taken as stated")
            else:
                self.adopt(told)
                self.notes.append(f"{name} {versions[name]} gave {len(told)} verdicts")

    def adopt(self, told):
        """Takes what a peer said itself, which has to be what the cases state."""
        for key, verdict in told.items():
            stated = self.peers.setdefault(key, verdict)
            if stated != verdict:
                self.faults.append(f"{key[0].name}: {key[2]} says {verdict} of {key[1]}, stated is {stated}")

    def ours(self, case, rule, resource):
        """fail, unknown, pass or none."""
        finding = self.found[case].get((rule, resource))
        return finding["verdict"] if finding else "none"

    def compare(self):
        for (case, resource, check), theirs in sorted(self.peers.items(), key=lambda item: (item[0][0].name, item[0][1:])):
            for alias in self.ledger.aliases(check):
                self.compare_one(case, resource, alias, theirs)

    def compare_one(self, case, resource, check, theirs):
        rules = self.ledger.rules.get(check, [])
        verdicts = {rule: self.ours(case, rule, resource) for rule in rules}
        for rule, verdict in verdicts.items():
            if verdict != "unknown" and (verdict == "fail") != (theirs == "fail") and (rule, check) in self.ledger.differs:
                self.shown.add((rule, check))
        together = max(verdicts.values(), key=["none", "pass", "unknown", "fail"].index, default="none")
        unlike = together != "unknown" and theirs != "none" and (together == "fail") != (theirs == "fail")
        if unlike and not any((rule, check) in self.ledger.differs for rule in rules):
            self.faults.append(f"{case.name}: {check} says {theirs} of {resource}, {verdicts}: the rule does not say why")

    def account(self):
        """Says what no case shows."""
        for key, text in sorted(self.ledger.differs.items()):
            if key not in self.shown:
                self.faults.append(f"{key[0]}: no case shows how {key[1]} differs: {text}")
        for check, said in sorted(self.ledger.checks.items()):
            verdicts = {verdict for (_, _, other), verdict in self.peers.items() if other == said.get("as", check)}
            # What reads no type asks of Terraform only.
            wanted = {"fail", "pass"} if said.get("reads", True) else {"none"}
            if not wanted <= verdicts:
                self.faults.append(f"{check}: no case where it says {' and where '.join(sorted(wanted - verdicts))}")

    def suppress(self):
        """Writes each check's own suppression on a resource that a rule finds."""
        for check, rules in sorted(self.ledger.rules.items()):
            standard, name = check.split(" ", 1)
            for rule in rules if standard in SUPPRESSIONS else []:
                case, resource = self.example_of(rule)
                wanted = (rule, check) not in self.ledger.apart
                self.expect(case, resource, rule, standard, name, wanted)

        for check, said in sorted(self.ledger.unlike.items()):
            standard, name = check.split(" ", 1)
            if standard in SUPPRESSIONS:
                self.expect(*self.example_of(said["rule"]), said["rule"], standard, name, False)

    def example_of(self, rule):
        for case in self.cases:
            for resource, _ in case.resources():
                if self.ours(case, rule, resource) == "fail":
                    return case, resource
        raise SystemExit(f"no case where {rule} finds")

    def expect(self, case, resource, rule, standard, name, wanted):
        metadata = json.loads(json.dumps(SUPPRESSIONS[standard]).replace("NAME", name))
        marked = Case.__new__(Case)
        marked.__dict__.update(case.__dict__, stacks=json.loads(json.dumps(case.stacks)))
        for own, body in marked.resources():
            if own == resource:
                body["Metadata"] = metadata
        finding = run_drlint(self.drlint, marked)[rule, resource]
        if bool(finding.get("suppressed")) != wanted:
            self.faults.append(f"{case.name}: the suppression of {standard} {name} {'does not hold' if wanted else 'holds'} "
                               f"for {rule} of {resource}")


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--ask"]):
        sys.exit(__doc__.split("usage: ")[1].splitlines()[0])
    drlint = pathlib.Path(sys.argv[1]).resolve()
    listed = subprocess.run([drlint, "rules", "-f", "json", "--isolated"], capture_output=True, text=True, check=True)
    checks = json.loads((HERE / "checks.json").read_text())
    ledger = Ledger(json.loads(listed.stdout)["rules"], checks)
    cases = [Case(file, one) for file in sorted((HERE / "cases").glob("*.json")) for one in json.loads(file.read_text())]
    comparison = Comparison(drlint, ledger, cases)
    if sys.argv[2:]:
        comparison.ask(checks["versions"])
    comparison.compare()
    comparison.account()
    comparison.suppress()
    faults = [*ledger.faults(), *comparison.faults]
    print(*comparison.notes, *faults, sep="\n")
    print(f"{len(ledger.checks)} checks, {len(comparison.peers)} verdicts, {len(comparison.shown)} differences shown, "
          f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
