# Two products that claim to be one item: which is meant cannot be told.
python3 - <<'PY'
import json
offer = json.load(open("offers/awskms.us-west-2.20260911.extract.json"))
sku = next(s for s, p in offer["products"].items() if p["attributes"]["usagetype"].endswith("KMS-Keys"))
offer["products"]["OTHER"] = {**offer["products"][sku], "sku": "OTHER"}
offer["terms"]["OnDemand"]["OTHER"] = json.loads(
    json.dumps(offer["terms"]["OnDemand"][sku]).replace(sku, "OTHER").replace('"1.0000000000"', '"2.0"'))
json.dump(offer, open("two.json", "w"), indent=1)
PY
drlint prices import two.json -o book.json || echo "exit $?"
