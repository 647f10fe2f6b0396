"""split.py DRLINT: a template taken apart into nested stacks gets the verdicts that it got whole.

Templates are drawn from a seed, so that a run can be repeated: resources that refer to those before them, cut at
random places into nested stacks that hand parameters down and outputs up.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

SEEDS = range(40)


def reference(name, attribute):
    """A reference to another resource: the Ref, or an attribute."""
    return {"Ref": name} if attribute == "Ref" else {"Fn::GetAtt": [name, attribute]}


def draw(random_, index, before):
    """One resource that may refer to those before it."""
    def pick(type_):
        return [name for name, body in before.items() if body["Type"] == type_]

    name = f"R{index}"
    kind = random_.choice(["key", "table", "bucket", "global", "secret", "function"])
    keys, buckets, tables = pick("AWS::KMS::Key"), pick("AWS::S3::Bucket"), pick("AWS::DynamoDB::GlobalTable")
    if kind == "key":
        return name, {"Type": "AWS::KMS::Key", "Properties": {"MultiRegion": random_.random() < 0.5}}
    if kind == "table":
        body = {"TableName": f"t{index}", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": random_.random() < 0.5}}
        return name, {"Type": "AWS::DynamoDB::Table", "Properties": body}
    if kind == "global":
        replicas = [{"Region": "us-west-2"}] + [{"Region": "us-east-2"}] * (random_.random() < 0.5)
        if keys and random_.random() < 0.7:
            replicas[0]["SSESpecification"] = {"KMSMasterKeyId": reference(random_.choice(keys), "Arn")}
        return name, {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {"Replicas": replicas}}
    if kind == "bucket":
        body = {"BucketName": f"b{index}"}
        if random_.random() < 0.7:
            body["VersioningConfiguration"] = {"Status": "Enabled"}
        if buckets and random_.random() < 0.5:
            rule = {"Status": "Enabled", "Destination": {"Bucket": reference(random_.choice(buckets), "Arn")}}
            body["ReplicationConfiguration"] = {"Role": "arn:aws:iam::123456789012:role/r", "Rules": [rule]}
        return name, {"Type": "AWS::S3::Bucket", "Properties": body}
    if kind == "secret":
        body = {"Name": f"s{index}"}
        if keys and random_.random() < 0.5:
            body["KmsKeyId"] = reference(random_.choice(keys), "Ref")
        return name, {"Type": "AWS::SecretsManager::Secret", "Properties": body}
    variables = {"TABLE": reference(random_.choice(tables), "Ref")} if tables else {}
    return name, {"Type": "AWS::Lambda::Function", "Properties": {
        "Code": {"ZipFile": "x"}, "Role": "arn:aws:iam::123456789012:role/r", "Environment": {"Variables": variables}}}


def outward(node, own, found):
    """The node with references to what is not among `own` as parameters, which go to `found`."""
    if isinstance(node, list):
        return [outward(item, own, found) for item in node]
    if not isinstance(node, dict):
        return node
    name, attribute = (node["Ref"], "Ref") if "Ref" in node else node.get("Fn::GetAtt", (None, None))
    if name is None:
        return {key: outward(value, own, found) for key, value in node.items()}
    if name in own:
        return node
    found[f"{name}{attribute}"] = (name, attribute)
    return {"Ref": f"{name}{attribute}"}


def split(random_, resources, folder):
    """Writes the resources as nested stacks below folder/main.json."""
    names, parts = list(resources), []
    while names:
        size = random_.randint(1, len(names))
        parts.append(names[:size])
        names = names[size:]
    place = {name: f"Part{number}" for number, part in enumerate(parts) for name in part}
    children, passed = {}, {}
    for number, part in enumerate(parts):
        found = {}
        bodies = {name: outward(resources[name], part, found) for name in part}
        children[f"Part{number}"] = {"Parameters": {key: {"Type": "String"} for key in found}, "Resources": bodies, "Outputs": {}}
        passed[f"Part{number}"] = found
    main = {"Resources": {}}
    for child, found in passed.items():
        parameters = {}
        for key, (name, attribute) in found.items():
            children[place[name]]["Outputs"][key] = {"Value": reference(name, attribute)}
            parameters[key] = {"Fn::GetAtt": [place[name], f"Outputs.{key}"]}
        main["Resources"][child] = {"Type": "AWS::CloudFormation::Stack",
                                    "Properties": {"TemplateURL": f"{child}.json", "Parameters": parameters}}
    for name, body in {"main": main, **children}.items():
        (folder / f"{name}.json").write_text(json.dumps({key: value for key, value in body.items() if value}))


def key(finding, names):
    """What is compared of a finding. Rules on topology stand at whichever resource comes first."""
    about_all = finding["rule"].startswith("TOPO")
    name = "" if about_all else finding["logical_id"]
    return (finding["rule"], name, finding.get("replica_region", ""), finding["verdict"]) if about_all or name in names else None


def verdicts(drlint, path, names):
    """The verdicts of the resources with these names, and those on the estate as a whole."""
    command = [drlint, "check", "--isolated", "--complete", "--region", "us-west-2", "--primary", "us-west-2", "--dr",
               "us-east-2", "--show", "fail,unknown,pass", "-f", "json", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if done.returncode == 2:
        sys.exit(f"{path}: {done.stderr.decode()}")
    return sorted({key(f, names) for f in json.loads(done.stdout)["findings"]} - {None})


def main(drlint):
    failed = 0
    for seed in SEEDS:
        random_, resources = random.Random(seed), {}
        for index in range(random_.randint(3, 10)):
            name, body = draw(random_, index, resources)
            resources[name] = body
        with tempfile.TemporaryDirectory() as scratch:
            whole, apart = pathlib.Path(scratch, "whole"), pathlib.Path(scratch, "apart")
            whole.mkdir()
            apart.mkdir()
            (whole / "main.json").write_text(json.dumps({"Resources": resources}))
            split(random_, resources, apart)
            expected, actual = (verdicts(drlint, folder, resources) for folder in (whole, apart))
        if not expected or expected != actual:
            failed += 1
            print(f"seed {seed}: only whole {sorted(set(expected) - set(actual))}, "
                  f"only apart {sorted(set(actual) - set(expected))}")
    print(f"{len(SEEDS) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
