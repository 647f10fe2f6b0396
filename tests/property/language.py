"""Laws of the template language, on templates made up from a seed. usage: language.py DRLINT [SEED [COUNT]]

given     with every parameter given, a template has the findings of one with literals in their place
twin      a JSON template and its YAML twin, short forms included, have the same findings at the same members
loop      Fn::ForEach has the findings of what it stands for
A law that is broken is told with the seed of its template.
"""

import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

SHORT = {"Ref": "Ref", "Condition": "Condition"}
WORDS = ["dev", "prod", "a", "b", "true", "us-east-2", "Enabled", "Suspended", "x-y"]


# A call stands where its value does: in JSON the brace around it, in YAML its tag or its name.
CALL = re.compile(r"(/(Ref|Fn::\w+))+$")


class Maker:
    """Makes a template whose parameters, conditions and properties follow from its seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.values = {f"P{i}": self.random.choice(WORDS) for i in range(5)}
        self.lists = {"L0": self.random.sample(WORDS, 3), "L1": ["a"]}
        self.conditions = {}

    def pick(self, *choices):
        return self.random.choice(choices)

    def text(self, depth=0, branch=True):
        """An expression that is a text once it is evaluated."""
        literal = self.random.choice(WORDS)
        parameter = self.random.choice(list(self.values))
        makers = [
            lambda: literal,
            lambda: {"Ref": parameter},
            lambda: {"Fn::Sub": "${%s}-%s${AWS::Region}" % (parameter, literal)},
        ]
        if depth < 3:
            inner = [self.text(depth + 1, branch), self.text(depth + 1, branch)]
            makers += [
                lambda: {"Fn::Join": [self.pick("", "-"), inner]},
                lambda: {"Fn::Select": [self.pick("0", 1), inner]},
                lambda: {"Fn::Select": [0, {"Fn::Split": ["-", inner[0]]}]},
                lambda: {"Fn::Sub": ["${v}/${%s}" % parameter, {"v": inner[0]}]},
                lambda: {"Fn::Select": [0, {"Ref": self.pick("L0", "L1")}]},
                lambda: {"Fn::FindInMap": ["M", {"Ref": parameter}, "k"]},
            ]
            if branch and self.conditions:
                makers.append(lambda: {"Fn::If": [self.random.choice(list(self.conditions)), *inner]})
        return self.random.choice(makers)()

    def condition(self):
        known = list(self.conditions)
        equals = {"Fn::Equals": [self.text(1, False), self.text(2, False)]}
        if not known:
            return equals
        name = {"Condition": self.random.choice(known)}
        return self.pick(equals, {"Fn::Not": [name]}, {"Fn::And": [name, equals]}, {"Fn::Or": [equals, name]})

    def choice(self, then, otherwise):
        return {"Fn::If": [self.random.choice(list(self.conditions)), then, otherwise]}

    def resource(self):
        properties = {
            "TableName": self.text(),
            "BillingMode": "PAY_PER_REQUEST",
            "DeletionProtectionEnabled": self.pick(True, False, self.choice(True, {"Ref": "AWS::NoValue"})),
            "PointInTimeRecoverySpecification": {
                "PointInTimeRecoveryEnabled": self.choice("true", self.text())},
        }
        bucket = {
            "BucketName": self.text(),
            "VersioningConfiguration": self.choice({"Status": self.text()}, {"Ref": "AWS::NoValue"}),
            "Tags": [{"Key": "k", "Value": self.text()}, self.choice({"Key": "t", "Value": "v"}, {"Ref": "AWS::NoValue"})],
        }
        made = self.pick({"Type": "AWS::DynamoDB::Table", "Properties": properties},
                         {"Type": "AWS::S3::Bucket", "Properties": bucket})
        if self.random.random() < 0.4:
            made["Condition"] = self.random.choice(list(self.conditions))
        return made

    def template(self):
        for i in range(6):
            self.conditions[f"C{i}"] = self.condition()
        parameters = {name: {"Type": "String"} for name in self.values}
        parameters["P0"]["AllowedValues"] = WORDS
        parameters.update({name: {"Type": "CommaDelimitedList"} for name in self.lists})
        return {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Parameters": parameters,
            "Mappings": {"M": {word.replace("-", ""): {"k": word} for word in WORDS}},
            "Conditions": self.conditions,
            "Resources": {f"R{i}": self.resource() for i in range(6)},
        }


def with_literals(maker, node):
    """The same with each parameter replaced by its value."""
    if isinstance(node, list):
        return [with_literals(maker, item) for item in node]
    if isinstance(node, str):
        return re.sub(r"\$\{(P\d)\}", lambda match: maker.values[match[1]], node)
    if not isinstance(node, dict):
        return node
    if list(node) == ["Ref"]:
        name = node["Ref"]
        return maker.values.get(name, maker.lists.get(name, node))
    return {key: with_literals(maker, value) for key, value in node.items() if key != "Parameters"}


def scalar(value):
    return json.dumps(value)


class Writer:
    """Writes a template, and notes which member stands on which line."""

    def __init__(self):
        self.lines, self.places = [], {}

    def add(self, indent, text, path):
        self.lines.append(" " * indent + text)
        self.places[len(self.lines)] = CALL.sub("", path)

    def json(self, node, path="", indent=0, before="", after=""):
        if isinstance(node, dict) and node:
            self.add(indent, before + "{", path)
            self.json_members([(scalar(key) + ": ", key, value) for key, value in node.items()], path, indent)
            self.add(indent, "}" + after, path)
        elif isinstance(node, list) and node:
            self.add(indent, before + "[", path)
            self.json_members([("", str(i), value) for i, value in enumerate(node)], path, indent)
            self.add(indent, "]" + after, path)
        else:
            self.add(indent, before + scalar(node) + after, path)

    def json_members(self, members, path, indent):
        for i, (before, key, value) in enumerate(members):
            self.json(value, f"{path}/{key}", indent + 1, before, "," if i + 1 < len(members) else "")

    def yaml(self, node, path="", indent=0, before=""):
        tag = ""
        if isinstance(node, dict) and len(node) == 1 and not path.endswith("/Conditions"):
            (key, inner), = node.items()
            if key in SHORT or key.startswith("Fn::"):
                if not (isinstance(inner, dict) and len(inner) == 1):
                    tag, node, path = f"!{key.removeprefix('Fn::')} ", inner, f"{path}/{key}"
        if isinstance(node, dict) and node:
            self.add(indent, (before + tag).rstrip(), path) if before or tag else None
            for key, value in node.items():
                self.yaml(value, f"{path}/{key}", indent + 1, f"{scalar(key)}: ")
        elif isinstance(node, list) and node:
            self.add(indent, (before + tag).rstrip(), path) if before or tag else None
            for i, value in enumerate(node):
                self.yaml(value, f"{path}/{i}", indent + 1, "- ")
        else:
            self.add(indent, before + tag + scalar(node), path)


class Trial:
    def __init__(self, drlint, folder):
        self.drlint, self.folder, self.runs = drlint, folder, 0

    def findings(self, name, text, parameters=None):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        command = [self.drlint, "check", str(path), "--isolated", "--region", "us-west-2", "--account", "123456789012",
                   "--dr", "us-east-2", "--show", "fail,unknown,pass", "-f", "json"]
        if parameters is not None:
            given = self.folder / "parameters.json"
            given.write_text(json.dumps(parameters), encoding="utf-8")
            command += ["--parameters", str(given)]
        self.runs += 1
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{name}: exit {done.returncode}\n{done.stderr.decode()}")
        return json.loads(done.stdout)["findings"]


def said(finding):
    """What a finding says, without where."""
    keys = ("rule", "verdict", "severity", "logical_id", "message", "replica_region", "when", "unknown")
    return json.dumps([finding.get(key) for key in keys])


def given(trial, seed):
    maker = Maker(seed)
    template = maker.template()
    values = {**maker.values, **{name: ",".join(items) for name, items in maker.lists.items()}}
    left = trial.findings("template.json", json.dumps(template, indent=1), {"Parameters": values})
    right = trial.findings("template.json", json.dumps(with_literals(maker, template), indent=1))
    return sorted(map(said, left)), sorted(map(said, right))


def twin(trial, seed):
    template = Maker(seed).template()
    sides = []
    for kind in ("json", "yaml"):
        writer = Writer()
        getattr(writer, kind)(template)
        found = trial.findings(f"twin.{kind}", "\n".join(writer.lines) + "\n")
        sides.append(sorted((said(f), f["path"], writer.places[f["line"]]) for f in found))
    # A map of YAML begins with its first member, one of JSON with its brace.
    agreed = [(a, b) for a, b in zip(*sides) if a[:2] == b[:2] and (a[2] == b[2] or b[2].startswith(a[2] + "/"))]
    return [str(a) for a in sides[0]], [str(a) for a, _ in agreed]


def loop(trial, seed):
    maker = Maker(seed)
    template = maker.template()
    items = maker.random.sample(["One", "Two", "Three"], 2)
    body = json.dumps(maker.resource()).replace("x-y", "${Item}")
    written = {f"Loop{item}": json.loads(body.replace("${Item}", item)) for item in items}
    looped = {"Fn::ForEach::Loop": ["Item", items, {"Loop${Item}": json.loads(body)}]}
    sides = []
    for part in (looped, written):
        whole = {"Transform": "AWS::LanguageExtensions", **template, "Resources": {**template["Resources"], **part}}
        sides.append(sorted(map(said, trial.findings("loop.json", json.dumps(whole, indent=1)))))
    return sides


def main(drlint, seed=1, count=12):
    with tempfile.TemporaryDirectory(prefix="drlint-property-") as folder:
        trial, broken = Trial(drlint, pathlib.Path(folder)), 0
        for law in (given, twin, loop):
            for at in range(int(seed), int(seed) + int(count)):
                left, right = law(trial, at)
                if not left or left != right:
                    broken += 1
                    print(f"{law.__name__}, seed {at}:")
                    print("\n".join(sorted(set(left) ^ set(right))[:6]))
        print(f"{trial.runs} runs, {broken} laws broken")
        return broken > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
