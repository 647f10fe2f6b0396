#!/usr/bin/env python3
"""bench.py DRLINT FOLDER: what drlint costs, as ratios within one run; FOLDER holds floor_* and measure.

Instructions are counted by callgrind, which a busy machine does not change, and each ratio of them has a bound.
Wall times are the least of many runs in turn, with a bound of several times what is reached on a quiet machine.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
CHECK = ["check", "--isolated", "--region", "us-west-2", "--dr", "us-east-2"]
TEN = "DDB001,DDB008,S3001,S3002,KMS001,LAM001,APIGW001,TOPO001,R53001,STACK001"

SMALL = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Documents:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: id, AttributeType: S}
      KeySchema:
        - {AttributeName: id, KeyType: HASH}
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true
  Uploads:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties:
      BucketName: !Sub "uploads-${AWS::AccountId}"
      VersioningConfiguration:
        Status: Enabled
"""


def instructions(*command):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
                          capture_output=True, text=True, check=False)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if not counted or done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return int(counted[1])


class Bench:
    def __init__(self, drlint, folder):
        self.drlint, self.folder, self.failed = drlint, pathlib.Path(folder), 0

    def check(self, template, *more):
        return [self.drlint, *CHECK, *more, template]

    def floor(self, name, *arguments):
        return [str(self.folder / f"floor-{name}"), *arguments]

    def say(self, what, ratio, bound, target=None):
        good = ratio <= bound
        self.failed += not good
        aim = f" (aim {target})" if target else ""
        print(f"{'ok  ' if good else 'OVER'} {what:64} {ratio:6.2f}  bound {bound}{aim}", flush=True)

    def ratio(self, what, command, floor, bound, target=None, runs=0, wall_bound=None):
        self.say(f"{what}, instructions", instructions(*command) / instructions(*floor), bound, target)
        if runs:
            wall, base = (least for least, _ in self.measure(runs, command, floor))
            self.say(f"{what}, time", wall / base, wall_bound)

    def measure(self, runs, *commands):
        words = [str(self.folder / "measure"), str(runs)]
        for i, command in enumerate(commands):
            words += (["--"] if i else []) + command
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        return [tuple(int(n) for n in line.split()) for line in done.stdout.splitlines()]


def main(drlint, folder):
    with tempfile.TemporaryDirectory() as temporary:
        # As installed: what a linker writes piece by piece takes longer to map than what is copied.
        drlint = shutil.copy(drlint, temporary)
        bench = Bench(drlint, folder)

        def made(name, *arguments, by="template.py"):
            path = pathlib.Path(temporary) / name
            with open(path, "w", encoding="utf-8") as file:
                subprocess.run([sys.executable, HERE / by, *arguments], stdout=file, check=True)
            return str(path)

        yaml, json = made("plain.yaml", "yaml"), made("plain.json", "json")
        conditions = made("conditions.yaml", "--conditions", "yaml")
        small = pathlib.Path(temporary) / "small.yaml"
        small.write_text(SMALL, encoding="utf-8")

        start = bench.floor("start")
        bench.ratio("version / an empty program", [drlint, "version"], start, 1.2, 1.5, 80, 2.8)
        bench.ratio("check of 20 lines / an empty program", bench.check(str(small)), start, 5.7, 1.5, 80, 4)
        # While this holds, the aim for 20 lines is out of reach: libyaml alone takes more.
        bench.ratio("an empty program / libyaml of 20 lines", start, bench.floor("yaml", str(small)), 0.6)
        bench.ratio("check of 500 resources, YAML / libyaml", bench.check(yaml), bench.floor("yaml", yaml),
                    1.47, 1.5, 20, 6)
        bench.ratio("check of 500 resources, JSON / cJSON", bench.check(json), bench.floor("json", json),
                    3, 3, 20, 9)
        bench.ratio("the whole catalogue / ten rules", bench.check(yaml), bench.check(yaml, "--select", TEN),
                    1.2, 1.5)
        bench.ratio("price tags / none", bench.check(yaml, "--prices", "2024-11-01"), bench.check(yaml), 1.14, 1.2)
        bench.ratio("40 conditions / none", bench.check(conditions), bench.check(yaml), 1.4, 3)
        few, many = (made(f"pairs-{count}.json", str(count), by="pairs.py") for count in (25, 100))
        bench.ratio("resources that name one another, four times as many", bench.check(many), bench.check(few), 4.1, 4)
        folder = pathlib.Path(temporary) / "folder"
        folder.mkdir()
        for i in range(4):
            shutil.copyfile(json, folder / f"stack-{i}.json")
        bench.ratio("stacks, four times as many", bench.check(str(folder)), bench.check(json), 4.1, 4)
        for path, bound in (yaml, 11.3), (json, 10), (conditions, 12):
            [(_, peak)] = bench.measure(1, bench.check(path))
            size = pathlib.Path(path).stat().st_size
            bench.say(f"peak memory / {pathlib.Path(path).name}", peak * 1024 / size, bound, 12)

        prices = made("prices.json", "8", by="price_list.py")
        load = [drlint, "prices", "import", "-q", prices, "-o", str(pathlib.Path(temporary) / "book.json")]
        bench.ratio("import of 8 MB of prices / cJSON", load, bench.floor("json", prices), 1.85, 2, 5, 12)
        [(_, peak)] = bench.measure(1, load)
        bench.say("peak memory / prices.json", peak * 1024 / pathlib.Path(prices).stat().st_size, 6.5, 8)
        [(_, three)] = bench.measure(1, load[:4] + [prices] * 3 + load[5:])
        bench.say("peak memory of three lists / one", three / peak, 1.1, 1)
    return bench.failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
