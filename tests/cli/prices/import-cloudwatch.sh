# Usage types as AWS's page on CloudWatch's costs has them.
python3 - <<'PY'
import json
units = {"DataProcessing-Bytes": ("GB", "0.5"), "DataScanned-Bytes": ("GB", "0.005"), "TimedStorage-ByteHrs": ("GB-Mo", "0.03"),
         "CW:HighResAlarmMonitorUsage": ("Alarms", "0.3"), "CW:CompositeAlarmMonitorUsage": ("Alarms", "0.5")}
products, terms = {}, {}
for number, (usage, (unit, price)) in enumerate(units.items()):
    sku = f"SKU{number}"
    products[sku] = {"sku": sku, "attributes": {"servicecode": "AmazonCloudWatch", "usagetype": f"USW2-{usage}",
                                               "regionCode": "us-west-2", "locationType": "AWS Region"}}
    terms[sku] = {f"{sku}.JRTCKXETXF": {"priceDimensions": {"d": {"unit": unit, "beginRange": "0", "endRange": "Inf",
                                                                  "pricePerUnit": {"USD": price}}}}}
json.dump({"version": "1", "publicationDate": "2026-09-18T00:00:00Z", "products": products,
           "terms": {"OnDemand": terms}}, open("list.json", "w"))
PY
drlint prices import list.json -o book.json
drlint prices show cloudwatch.logs_ingested cloudwatch.logs_scanned cloudwatch.logs_storage \
	cloudwatch.alarm_high_resolution_month cloudwatch.composite_alarm_month --prices book.json | grep -v source
