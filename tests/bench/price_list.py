#!/usr/bin/env python3
"""price_list.py MEGABYTES: an offer file of that size, shaped like AWS's of data transfer: each pair of regions, the
directions in and out, and the same again for zones, which drlint does not price."""
import itertools
import json
import sys

REGIONS = {"USE1": "us-east-1", "USE2": "us-east-2", "USW2": "us-west-2", "EU": "eu-west-1", "EUC1": "eu-central-1",
           "APN1": "ap-northeast-1", "APS1": "ap-southeast-1", "APS2": "ap-southeast-2", "SAE1": "sa-east-1"}


def product(sku, source, target, direction, place):
    near, far = (source, target) if direction == "Out" else (target, source)
    return {"sku": sku, "productFamily": "Data Transfer", "attributes": {
        "servicecode": "AWSDataTransfer", "transferType": f"InterRegion {direction}bound",
        "fromLocation": f"{REGIONS[near]} (place {place})", "fromLocationType": "AWS Local Zone" if place else "AWS Region",
        "toLocation": f"{REGIONS[far]} (place {place})", "toLocationType": "AWS Local Zone" if place else "AWS Region",
        "usagetype": f"{source}-{target}-AWS-{direction}-Bytes" + (f"-{place}" if place else ""), "operation": "",
        "fromRegionCode": REGIONS[near], "servicename": "AWS Data Transfer", "toRegionCode": REGIONS[far]}}


def term(sku):
    rate = f"{sku}.JRTCKXETXF.6YS6EN2CT7"
    return {f"{sku}.JRTCKXETXF": {
        "offerTermCode": "JRTCKXETXF", "sku": sku, "effectiveDate": "2026-09-01T00:00:00Z", "priceDimensions": {rate: {
            "rateCode": rate, "description": "$0.02 per GB", "beginRange": "0", "endRange": "Inf", "unit": "GB",
            "pricePerUnit": {"USD": "0.0200000000"}, "appliesTo": []}}, "termAttributes": {}}}


def main(megabytes):
    products, terms, size = {}, {}, 0
    for place in itertools.count():
        for source, target in itertools.permutations(REGIONS, 2):
            for direction in "Out", "In":
                sku = f"{len(products):016d}".translate(str.maketrans("0123456789", "ABCDEFGHJK"))
                products[sku], terms[sku] = product(sku, source, target, direction, place), term(sku)
                if not size:
                    size = len(json.dumps([products, terms], indent=2))
        if len(products) * size > megabytes * 1_000_000:
            break
    json.dump({"formatVersion": "v1.0", "disclaimer": "generated", "offerCode": "AWSDataTransfer",
               "version": "20260916", "publicationDate": "2026-09-16T00:00:00Z", "products": products,
               "terms": {"OnDemand": terms}}, sys.stdout, indent=2)


if __name__ == "__main__":
    main(float(sys.argv[1]))
