"""Traces every figure of every shipped book to its source and date. usage: books.py DRLINT

What `drlint prices show` says of a price, as text and as JSON, is held against the file of the book: figure, unit, band,
source and date. A source begins with an address that anyone can open.
"""

import json
import pathlib
import re
import subprocess
import sys

BOOKS = sorted((pathlib.Path(__file__).resolve().parent.parent / "pricing" / "books").glob("*.json"))
ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+/[^ ;]+( \([^()]*(\([^()]*\)[^()]*)*\))?")
DATE = re.compile(r"20[0-9]{2}(-[01][0-9](-[0-3][0-9])?)?")


def show(drlint, date, *arguments):
    command = [drlint, "prices", "show", "--isolated", "--prices", date, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def bands(price):
    if "price" in price:
        return [("0", None, price["price"])]
    return [(tier["from"], tier.get("to"), tier["price"]) for tier in price["tiers"]]


def key(price):
    return price["item"], price.get("region"), price.get("destination")


def source_errors(name, source):
    if not ADDRESS.fullmatch(source["text"]):
        yield f"{name}: '{source['text']}' is no address to open"
    if not DATE.fullmatch(source["date"]):
        yield f"{name}: '{source['date']}' is no date"


def text_block(price, sources, currency):
    """What is printed of a price for people, line by line."""
    place = f"{price['item']}, {price.get('region', 'all regions')}"
    if price.get("destination"):
        place += f" to {price['destination']}"
    since = f"since {price['effective']}, " if "effective" in price else ""
    seen = max(source["date"] for source in sources)
    texts = "; ".join(source["text"] for source in sources)
    several = len(bands(price)) > 1
    figures = [f"{amount} {currency}" + (f" from {start}" if several or start != "0" else "") + (f" to {end}" if end else "")
               for start, end, amount in bands(price)]
    return [f"{place}, per {price['unit']}", *figures,
            f"  {since}seen {seen}, confidence {price['confidence']}", f"  source: {texts}"]


def check_text(printed, price, sources, currency):
    head, *figures, seen, source = text_block(price, sources, currency)
    lines = printed.split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith(head)]
    if len(starts) != 1:
        return [f"{key(price)}: '{head}' is printed {len(starts)} times"]
    block = lines[starts[0] + 1:starts[0] + 3 + len(figures)]
    shown = [line.strip() for line in block[:len(figures)]]
    good = shown == figures and block[-2:] == [seen, source]
    return [] if good else [f"{key(price)}: {block} is printed"]


def check_json(printed, price, sources):
    shown = printed["prices"].get(key(price))
    if not shown:
        return [f"{key(price)} is not printed as JSON"]
    same = bands(shown) == bands(price) and shown["unit"] == price["unit"]
    said = [printed["sources"][name] for name in shown["sources"]]
    traced = [entry["text"] for entry in said] == ["; ".join(source["text"] for source in sources)]
    dated = [entry["date"] for entry in said] == [max(source["date"] for source in sources)]
    return [] if same and traced and dated else [f"{key(price)}: {shown} {said}"]


def check_book(drlint, path):
    book = json.loads(path.read_text(encoding="utf-8"))
    document = json.loads(show(drlint, book["name"], "-f", "json"))
    document["prices"] = {key(price): price for price in document["prices"]}
    assert len(document["prices"]) == len(book["prices"]), path
    texts, errors, figures = {}, [], 0
    for name, source in book["sources"].items():
        errors += source_errors(name, source)
    for price in book["prices"]:
        item = price["item"]
        texts[item] = texts.get(item) or show(drlint, book["name"], item)
        sources = [book["sources"][name] for name in price["sources"]]
        errors += check_text(texts[item], price, sources, book["currency"])
        errors += check_json(document, price, sources)
        figures += len(bands(price))
    return figures, errors


def main(drlint):
    figures, errors = 0, []
    for path in BOOKS:
        count, found = check_book(drlint, path)
        figures, errors = figures + count, errors + found
    print("\n".join(errors[:20]))
    print(f"{figures - len(errors)} passed, {len(errors)} failed")
    return 1 if errors or figures < 700 else 0


sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
