"""Imports real price lists and compares each price with the product it comes from. usage: offers.py DRLINT

Every list is also written in AWS's CSV form, which must give the same prices.
"""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

FOLDER = pathlib.Path(__file__).resolve().parent / "cases" / "offers"
# How many prices each list holds, and one of them: item, region, destination, bands.
EXPECTED = {
    "AWSDataTransfer.us-west-2.20260916.extract.json": (1, ("datatransfer.internet", "us-west-2", None),
        [("0", "10240", "0.09"), ("10240", "51200", "0.085"), ("51200", "153600", "0.07"), ("153600", None, "0.05")]),
    "AWSLambda.ap-south-1.20260919.extract.json": (2, ("lambda.request", "ap-south-1", None),
        [("0", None, "0.0000002")]),
    "AWSSecretsManager.us-west-2.20260911.extract.json": (2, ("secretsmanager.secret_month", "us-west-2", None),
        [("0", None, "0.4")]),
    "AmazonApiGateway.ap-south-1.20260911.extract.json": (1, ("apigateway.http_request", "ap-south-1", None),
        [("0", "300000000", "0.00000105"), ("300000000", None, "0.00000095")]),
    "AmazonDynamoDB.allregions.2016-01.offer.json": (143, ("dynamodb.storage", "eu-west-1", None),
        [("0", "25", "0"), ("25", None, "0.283")]),
    "AmazonDynamoDB.ap-south-1.20260911.extract.json": (3, ("dynamodb.wru", "ap-south-1", None),
        [("0", None, "0.00000071")]),
    "AmazonDynamoDB.eu-west-1.20190610.extract.json": (4, ("dynamodb.rwru", "eu-west-1", None),
        [("0", None, "0.0000021202")]),
    "AmazonRoute53.allregions.2016-01.offer.json": (8, ("route53.hosted_zone_month", None, None),
        [("0", "25", "0.5"), ("25", None, "0.1")]),
    "AmazonS3.allregions.2016-01.offer.json": (184, ("datatransfer.inter_region", "sa-east-1", "us-west-2"),
        [("0", None, "0.16")]),
    "AmazonS3.ap-south-1+us-west-2.20260918.extract.json": (3, ("s3.put", "us-west-2", None),
        [("0", None, "0.000005")]),
    "awskms.allregions.2016-01.offer.json": (22, ("kms.request", "us-gov-west-1", None),
        [("0", "20000", "0"), ("20000", None, "0.000004")]),
    "awskms.us-west-2.20260911.extract.json": (2, ("kms.key", "us-west-2", None), [("0", None, "1")]),
    "get-products.eu-west-1.2019-06.dynamodb.requests.json": (3, ("dynamodb.rru", "eu-west-1", None),
        [("0", None, "0.000000283")]),
    "get-products.eu-west-1.2019-06.dynamodb.storage.json": (1, ("dynamodb.storage", "eu-west-1", None),
        [("0", "25", "0"), ("25", None, "0.283")]),
    "get-products.eu-west-1.2019-06.lambda.json": (2, ("lambda.request", "eu-west-1", None),
        [("0", None, "0.0000002")]),
    "get-products.eu-west-1.2019-06.rds.acus.json": (0, None, None),
    "get-products.eu-west-1.2019-06.rds.iops.json": (1, ("rds.aurora_io_request", "eu-west-1", None),
        [("0", None, "0.00000022")]),
    "get-products.eu-west-1.2019-06.rds.storage.json": (1, ("rds.aurora_storage", "eu-west-1", None),
        [("0", None, "0.11")]),
}
COLUMNS = {"servicecode": "serviceCode", "usagetype": "usageType", "regionCode": "Region Code", "location": "Location",
           "locationType": "Location Type", "fromRegionCode": "From Region Code", "fromLocation": "From Location",
           "fromLocationType": "From Location Type", "toRegionCode": "To Region Code", "toLocation": "To Location",
           "toLocationType": "To Location Type", "operation": "operation", "group": "Group"}
DIMENSION = ["SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange",
             "EndingRange", "Unit", "PricePerUnit", "Currency"]


def products(document):
    """(product, its On-Demand terms, version, date) of either JSON form."""
    if isinstance(document, list):
        return [(e["product"], e["terms"]["OnDemand"], e["version"], e["publicationDate"]) for e in document]
    return [(p, document["terms"]["OnDemand"].get(sku, {}), document["version"], document["publicationDate"])
            for sku, p in document["products"].items()]


def bands(terms):
    """The bands of a product as published: number by number, the open end as None."""
    dimensions = next((t for code, t in terms.items() if code.endswith(".JRTCKXETXF")), {})["priceDimensions"]
    rows = sorted((Decimal(d["beginRange"]), d["endRange"], Decimal(d["pricePerUnit"]["USD"]))
                  for d in dimensions.values())
    return [(start - start % 2 if start == 20001 else start, None if end == "Inf" else Decimal(end), price)
            for start, end, price in rows]


def as_csv(document):
    rows = products(document)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for line in (["FormatVersion", "v1.0"], ["Disclaimer", 'a "quoted" text,\nover two lines'],
                 ["Publication Date", rows[0][3]], ["Version", rows[0][2]], ["OfferCode", "any"]):
        writer.writerow(line)
    writer.writerow(DIMENSION + list(COLUMNS.values()))
    for product, terms, _, _ in rows:
        for term in terms.values():
            for d in term["priceDimensions"].values():
                bundle = "OnDemand" if term["offerTermCode"] == "JRTCKXETXF" else "Free"
                writer.writerow([product["sku"], term["offerTermCode"], d["rateCode"], bundle, d["description"],
                                 term["effectiveDate"], d["beginRange"], d["endRange"], d["unit"],
                                 d["pricePerUnit"]["USD"], "USD"] +
                                [product["attributes"].get(name, "") for name in COLUMNS])
    return out.getvalue()


def imported(drlint, path):
    """The prices that came from a list, by item, region and destination; None where it was refused."""
    done = subprocess.run([drlint, "prices", "import", path], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        return None
    book = json.loads(done.stdout)
    mine = {name: s["text"] for name, s in book["sources"].items() if s["text"].startswith("AWS price list")}
    return {(p["item"], p.get("region"), p.get("destination")): (p, mine[p["sources"][0]])
            for p in book["prices"] if p["sources"][0] in mine}


def bands_of(price):
    tiers = price.get("tiers") or [{"from": "0", "price": price["price"]}]
    return [(Decimal(t["from"]), Decimal(t["to"]) if "to" in t else None, Decimal(t["price"])) for t in tiers]


def judge(drlint, name, scratch):
    """What is wrong with the import of one list."""
    document = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    published = {p["sku"]: (p, terms) for p, terms, _, _ in products(document)}
    count, key, expected = EXPECTED[name]
    prices = imported(drlint, FOLDER / name)
    if not count:
        return [] if prices is None else ["a list without prices was imported"]
    wrong = [] if len(prices) == count else [f"{len(prices)} prices instead of {count}"]
    for place, (price, source) in prices.items():
        product, terms = published[re.search(r"product (\S+)$", source).group(1)]
        if bands_of(price) != bands(terms):
            wrong.append(f"{place}: {bands_of(price)}, published {bands(terms)}")
        code = product["attributes"].get("regionCode")
        if code and code != place[1]:
            wrong.append(f"{place}: published for {code}")
    if key not in prices:
        return wrong + [f"{key} is missing"]
    told = [(Decimal(a), b and Decimal(b), Decimal(c)) for a, b, c in expected]
    if bands_of(prices[key][0]) != told:
        wrong.append(f"{key}: {bands_of(prices[key][0])}")
    twin = pathlib.Path(scratch, name + ".csv")
    twin.write_text(as_csv(document), encoding="utf-8")
    from_csv = imported(drlint, twin)
    if {k: bands_of(v[0]) for k, v in (from_csv or {}).items()} != {k: bands_of(v[0]) for k, v in prices.items()}:
        wrong.append("its CSV form gives other prices")
    return wrong


def unread_items():
    """Items that no row of items.c reads are those that the folder's README names; both ways."""
    folder = FOLDER.parents[2] / "pricing"
    read = set(re.findall(r'\{ "([a-z0-9]+\.[a-z0-9_]+)"', (folder / "offers" / "items.c").read_text(encoding="utf-8")))
    unread = (folder / "offers" / "README.md").read_text(encoding="utf-8").split("## What no list is read for")[1]
    named = set(re.findall(r"`([a-z0-9]+\.[a-z0-9_]+)`", unread))
    priced = {price["item"] for book in (folder / "books").glob("*.json")
              for price in json.loads(book.read_text(encoding="utf-8"))["prices"]}
    yield from (f"README.md names {item}, which items.c reads" for item in sorted(named & read))
    yield from (f"README.md does not name {item}" for item in sorted(priced - read - named))


def main(drlint):
    wrong = list(unread_items())
    print("\n".join(wrong))
    passed, failed = int(not wrong), len(wrong)
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(FOLDER.glob("*.json")):
            wrong = judge(pathlib.Path(drlint).resolve(), path.name, scratch)
            for line in wrong:
                print(f"{path.name}: {line}")
            passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1]))
