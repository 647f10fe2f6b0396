"""Tries `drlint prices update` against a server on this machine that does everything right, then everything wrong.

usage: update.py DRLINT. Whatever goes wrong leaves the book as it was, ends in exit code 2 and is told in a line.
"""

import base64
import collections
import fcntl
import hashlib
import http.server
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import threading
import time

FOLDER = pathlib.Path(__file__).resolve().parent / "cases" / "offers"
PREFIX = "/offers/v1.0/aws/"
REGION = "ap-south-1"
LISTED = {
    "AmazonDynamoDB": "AmazonDynamoDB.ap-south-1.20260911.extract.json",
    "AWSLambda": "AWSLambda.ap-south-1.20260919.extract.json",
    "AmazonS3": "AmazonS3.ap-south-1+us-west-2.20260918.extract.json",
}
REGIONAL = ["AWSBackup", "AWSDataTransfer", "AWSELB", "AWSSecretsManager", "AmazonApiGateway", "AmazonCloudWatch",
            "AmazonEC2", "AmazonECR", "AmazonEFS", "AmazonRDS", "awskms", *LISTED]
LIST = PREFIX + "AmazonDynamoDB/20260911124601/ap-south-1/index.json"


def site():
    """What the server holds: path -> bytes."""
    pages = {}
    for service in REGIONAL:
        regions = {}
        if service in LISTED:
            # Spaces make the lists long enough to break off in the middle.
            text = (FOLDER / LISTED[service]).read_bytes() + b" " * 100_000
            where = PREFIX + f"{service}/20260911124601/{REGION}/index.json"
            pages[where] = text
            regions[REGION] = {"regionCode": REGION, "currentVersionUrl": where}
        pages[PREFIX + f"{service}/current/region_index.json"] = json.dumps({"regions": regions}).encode()
    route53 = (FOLDER / "AmazonRoute53.allregions.2016-01.offer.json").read_text()
    route53 = re.sub(r'("publicationDate" *: *")[^"]*', r"\g<1>2026-09-11T00:00:00Z", route53)
    pages[PREFIX + "AmazonRoute53/current/index.json"] = route53.encode()
    return pages


class Server(http.server.ThreadingHTTPServer):
    """A connection that breaks is what is tried here, so that none is told of."""

    daemon_threads = True

    def handle_error(self, *_):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as S3 does, or with the next fault of the path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def head(self, status, length, **headers):
        self.send_response_only(status)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def refuse(self, status):
        self.head(status, 5)
        self.wfile.write(b"sorry")

    def do_GET(self):
        server = self.server
        body = server.pages.get(self.path)
        faults = server.faults.get(self.path)
        fault = faults.popleft() if faults else None
        server.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}, fault))
        if isinstance(fault, int):
            self.refuse(fault)
        elif body is None:
            self.refuse(404)
        else:
            self.answer(body, fault)

    def answer(self, body, fault):
        digest = hashlib.md5(body)
        etag = '"' + digest.hexdigest() + '"' if fault != "other-etag" else '"another"'
        sent = {"Server": "AmazonS3", "ETag": etag, "Accept-Ranges": "bytes"}
        if fault == "wrong-content-md5":
            sent["Content_MD5"] = base64.b64encode(hashlib.md5(b"x").digest()).decode()
        if self.headers.get("If-None-Match") == etag:
            self.head(304, 0, **sent)
            return
        start, status = 0, 200
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and self.headers.get("If-Range") == etag and fault != "no-ranges":
            start, status = int(asked.group(1)), 206
            at = start + 1 if fault == "wrong-range" else start
            sent["Content_Range"] = f"bytes {at}-{len(body) - 1}/{len(body)}"
        part = body[start:]
        if fault == "flip":
            part = part[:-1] + b"\n"
        if fault == "endless":
            self.endless()
            return
        claimed = 1 << 40 if fault == "huge" else len(part)
        self.head(status, claimed, **sent)
        if fault == "huge":
            self.close_connection = True
        elif fault == "cut":
            self.wfile.write(part[: len(part) // 2])
            self.wfile.flush()
            self.close_connection = True
        elif fault == "slow":
            self.wfile.write(part[:10])
            self.wfile.flush()
            self.server.closing.wait(20)
            self.close_connection = True
        else:
            self.wfile.write(part)

    def endless(self):
        """A body without a length, larger than any list may be."""
        self.send_response_only(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(65):
                self.wfile.write(b" " * (1 << 20))
        except OSError:
            pass


class Trial:
    """One folder, one server; `update` runs drlint there."""

    def __init__(self, drlint, folder):
        self.drlint, self.folder = drlint, pathlib.Path(folder)
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.pages, self.server.faults, self.server.seen = site(), {}, []
        self.server.closing = threading.Event()
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.book = self.folder / "book.json"

    def close(self):
        self.server.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def update(self, *options, base=None, **environment):
        clean = {key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}
        clean |= {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", **environment}
        self.server.seen.clear()
        return subprocess.run(
            [self.drlint, "prices", "update", "--base-url", base or self.base, "-o", str(self.book), *options],
            cwd=self.folder, env=clean, capture_output=True, text=True, timeout=60, check=False)

    def fault(self, *faults, path=LIST):
        self.server.faults = {path: collections.deque(faults)}

    def asked(self, path=LIST):
        """The headers of each request for a path."""
        return [headers for where, headers, _ in self.server.seen if where == path]


def check(condition, *told):
    if not condition:
        raise AssertionError(*told)


def price(trial, item):
    book = json.loads(trial.book.read_text())
    return [entry for entry in book["prices"] if entry["item"] == item and entry.get("region") == REGION]


def succeeds(trial, done, fresh=None, same=None):
    check(done.returncode == 0, done.returncode, done.stderr)
    check(price(trial, "dynamodb.wru")[0]["price"] == "0.00000071", trial.book.read_text()[:300])
    told = re.search(r"note: (\d+) price lists? downloaded, (\d+) unchanged", done.stderr)
    check(told, done.stderr)
    check(fresh is None or int(told.group(1)) == fresh, done.stderr)
    check(same is None or int(told.group(2)) == same, done.stderr)


def fails(trial, done, message):
    check(done.returncode == 2, done.returncode, done.stderr)
    check(re.search(message, done.stderr), done.stderr)
    check(trial.book.read_text() == "kept", "the book changed")


def an_unchanged_list_is_not_sent_again(trial):
    done = trial.update("--region", REGION)
    succeeds(trial, done, fresh=4, same=0)
    check("\x1b" not in done.stderr and "\r" not in done.stderr, "progress where there is no terminal")
    check("AmazonEC2 has no price list of ap-south-1" in done.stderr, done.stderr)
    book = trial.book.read_text()
    succeeds(trial, trial.update("--region", REGION), fresh=0, same=4)
    check(trial.book.read_text() == book, "the same lists make another book")
    check(all("if-none-match" in headers for _, headers, _ in trial.server.seen), "a request without condition")
    trial.server.pages[LIST] += b" "
    succeeds(trial, trial.update("--region", REGION), fresh=1, same=3)


def progress_is_shown_on_a_terminal_only(trial):
    screen, terminal = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "HOME": str(trial.folder), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    command = [trial.drlint, "prices", "update", "--base-url", trial.base, "-o", "book.json", "--region", REGION]
    for options, shown in (["--quiet"], False), ([], True):
        trial.server.pages[LIST] += b" "
        done = subprocess.run([*command, *options], cwd=trial.folder, env=environment, stderr=terminal, timeout=60,
                              stdout=subprocess.DEVNULL, check=False)
        check(done.returncode == 0, done.returncode)
        os.write(terminal, b"END")
        told = b""
        while not told.endswith(b"END"):
            told += os.read(screen, 1 << 16)
        check((b"AmazonDynamoDB.ap-south-1.json: 0.1 of 0.1 MB" in told) == shown, told)
        check(not shown or b"\r\x1b[K" in told, told)
    os.close(screen)
    os.close(terminal)


def what_is_kept_is_checked_before_it_is_used(trial):
    succeeds(trial, trial.update("--region", REGION))
    kept = trial.folder / ".cache/drlint/prices/AmazonDynamoDB.ap-south-1.json"
    kept.write_bytes(kept.read_bytes().replace(b"0.0000007100", b"0.0000001100"))
    succeeds(trial, trial.update("--region", REGION), fresh=1, same=3)
    check("if-none-match" not in trial.asked()[0], trial.asked())


def a_list_of_another_place_is_not_taken_for_this_one(trial):
    succeeds(trial, trial.update("--region", REGION))
    other = Trial(trial.drlint, trial.folder)
    try:
        succeeds(other, other.update("--region", REGION), fresh=4, same=0)
    finally:
        other.close()


def what_broke_off_is_gone_on_with(trial):
    trial.fault("cut", "cut")
    succeeds(trial, trial.update("--region", REGION), fresh=4)
    first, second, third = trial.asked()
    check("range" not in first and second["range"] != third["range"], second, third)
    check(second["if-range"] == third["if-range"], second, third)


def the_next_run_goes_on_with_what_broke_off(trial):
    trial.fault("cut", 503, 503, 503)
    trial.book.write_text("kept")
    fails(trial, trial.update("--region", REGION), "answers 503")
    trial.fault()
    succeeds(trial, trial.update("--region", REGION))
    check(int(trial.asked()[0]["range"][len("bytes="):-1]) > 50_000, trial.asked())


def a_list_that_changed_meanwhile_begins_anew(trial):
    trial.fault("cut", 503, 503, 503)
    trial.update("--region", REGION)
    trial.fault()
    trial.server.pages[LIST] = trial.server.pages[LIST].replace(b" " * 1000, b"\n" * 1000)
    succeeds(trial, trial.update("--region", REGION))


def a_server_without_ranges_sends_all_again(trial):
    trial.fault("cut", "no-ranges")
    succeeds(trial, trial.update("--region", REGION))


def a_wrong_range_begins_anew(trial):
    trial.fault("cut", "wrong-range")
    succeeds(trial, trial.update("--region", REGION))
    check("range" not in trial.asked()[2], trial.asked())


def a_passing_trouble_is_tried_through(trial):
    trial.fault(503, 500, 429)
    succeeds(trial, trial.update("--region", REGION))
    check(len(trial.asked()) == 4, trial.asked())


def a_wrong_answer_changes_nothing(trial):
    trial.book.write_text("kept")
    for fault, message in ((404, "there is no such file"), (403, "answers 403"), (301, "answers 301")):
        trial.fault(fault)
        fails(trial, trial.update("--region", REGION), message)
        check(len(trial.asked()) == 1, "a refusal is not asked again")
    trial.fault(*[500] * 9)
    fails(trial, trial.update("--region", REGION), "answers 500")
    trial.fault(*["cut"] * 9)
    fails(trial, trial.update("--region", REGION), "cannot download")


def wrong_bytes_are_found(trial):
    trial.book.write_text("kept")
    trial.fault(*["flip"] * 4)
    fails(trial, trial.update("--region", REGION), "its checksum is not the one that the server states")
    trial.fault(*["wrong-content-md5"] * 4)
    fails(trial, trial.update("--region", REGION), "its checksum is not the one that the server states")
    trial.fault("flip")
    succeeds(trial, trial.update("--region", REGION))


def a_list_that_is_none_changes_nothing(trial):
    trial.book.write_text("kept")
    trial.server.pages[LIST] = b'{"formatVersion": "v1.0", '
    fails(trial, trial.update("--region", REGION), r"AmazonDynamoDB\.ap-south-1\.json:1:")
    index = PREFIX + "AmazonDynamoDB/current/region_index.json"
    for text, message in ((b"<html>", "index.json:1:1"), (b"[]", "has no 'regions'"),
                          (b'{"regions": {"ap-south-1": {"currentVersionUrl": "//evil/x"}}}', "names no list"),
                          (b'{"regions": {"ap-south-1": {"currentVersionUrl": "/a/../../x"}}}', "names no list"),
                          (b'{"regions": {"ap-south-1": {"currentVersionUrl": "@evil/x"}}}', "names no list")):
        trial.server.pages[index] = text
        fails(trial, trial.update("--region", REGION), message)


def a_list_that_is_too_large_is_left_out(trial):
    trial.fault("huge", path=PREFIX + "AmazonS3/20260911124601/ap-south-1/index.json")
    done = trial.update("--region", REGION)
    succeeds(trial, done, fresh=3)
    check("is larger than 64 MB and is left out" in done.stderr, done.stderr)
    trial.fault("endless", path=PREFIX + "AWSLambda/20260911124601/ap-south-1/index.json")
    done = trial.update("--region", REGION)
    check("is larger than 64 MB" in done.stderr or "unchanged" in done.stderr, done.stderr)
    parts = list((trial.folder / ".cache/drlint/prices").glob("*.part"))
    check(not parts, parts)


def a_slow_server_is_given_up(trial):
    trial.book.write_text("kept")
    trial.fault("slow", "slow", "slow", "slow")
    start = time.monotonic()
    fails(trial, trial.update("--region", REGION, "--timeout", "1"), "cannot download .*: (Timeout|Operation)")
    check(time.monotonic() - start < 15, "it took too long")


def only_https_is_spoken_to_others(trial):
    trial.book.write_text("kept")
    for base in ("http://pricing.invalid", "http://127.0.0.1.invalid", "http://localhost.invalid",
                 "http://user@pricing.invalid"):
        fails(trial, trial.update("--region", REGION, base=base), "only https is spoken")
    fails(trial, trial.update("--region", REGION, base="file:///etc"), "not a URL that begins with https://")
    fails(trial, trial.update("--region", REGION, base="http://127.0.0.1:1"), "cannot download")


def without_libcurl_it_says_so(trial):
    trial.book.write_text("kept")
    (trial.folder / "libcurl.so.4").write_bytes(b"no library")
    done = trial.update("--region", REGION, LD_LIBRARY_PATH=str(trial.folder))
    fails(trial, done, r"downloading needs libcurl \(on Debian: apt install libcurl4\)")
    (trial.folder / "libcurl.so.4").unlink()


def the_regions_are_those_said_or_used(trial):
    trial.book.write_text("kept")
    fails(trial, trial.update(), "the prices of which regions")
    fails(trial, trial.update("--region", "cn-north-1", "--quiet", "--timeout", "0"), "not a number of seconds")
    (trial.folder / "t.yaml").write_text(
        "Resources: {T: {Type: 'AWS::DynamoDB::GlobalTable', Properties: {Replicas: "
        "[{Region: us-west-2}, {Region: ap-south-1}]}}}")
    done = trial.update("t.yaml")
    succeeds(trial, done)
    check("AmazonS3 has no price list of us-west-2" in done.stderr, done.stderr)
    check("of us-east-1" not in done.stderr, done.stderr)
    (trial.folder / ".drlint.yaml").write_text("regions: {primary: ap-south-1, dr: [us-east-2]}\n")
    done = trial.update()
    succeeds(trial, done)
    check("AmazonS3 has no price list of us-east-2" in done.stderr, done.stderr)


def two_runs_do_not_meet(trial):
    folder = trial.folder / "cache"
    (folder / "drlint/prices").mkdir(parents=True)
    trial.book.write_text("kept")
    with open(folder / "drlint/prices/lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fails(trial, trial.update("--region", REGION, XDG_CACHE_HOME=str(folder)), "another drlint is downloading")
    succeeds(trial, trial.update("--region", REGION, XDG_CACHE_HOME=str(folder)))
    check((folder / "drlint/prices/AmazonS3.index.json").exists(), "not in the XDG cache folder")


TRIALS = [value for value in list(globals().values())
          if callable(value) and getattr(value, "__code__", None) and value.__code__.co_varnames[:1] == ("trial",)
          and value.__code__.co_argcount == 1]


def main(drlint):
    passed = failed = 0
    for attempt in TRIALS:
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(drlint, folder)
            try:
                attempt(trial)
                passed += 1
            except AssertionError as error:
                failed += 1
                print(f"{attempt.__name__}: {' '.join(str(part) for part in error.args)}")
            finally:
                trial.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
