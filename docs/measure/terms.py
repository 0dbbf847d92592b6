"""Measure what the glossary and one form of each name would change in human translations, and what that costs.

    python docs/measure/terms.py NTREX [--languages de,fr] [--likeness]

NTREX holds one text a language, a sentence a line, English in `eng-US.txt` and each line's document in
`DOCUMENT_IDS.tsv` (NTREX-128 is such a set). A human translation is right, so that what is changed in it is a false
alarm, or another name that is right too. Every second document is for tuning, the other half is what is printed.
`--likeness` prints instead, for several lines of likeness, how many spellings of people, regions and cities in other
languages with Latin letters would be taken for the English one, and how many other names of the glossary.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import mean
from time import process_time

from anyascii import anyascii
from names import SHORT, TAGS
from rapidfuzz import fuzz, process

from glosswire.translate.agreement import Pair, agree
from glosswire.translate.glossary import Term, default_glossary, places

LINES = (65.0, 70.0, 75.0, 80.0, 85.0, 90.0)
LATIN = (
    "af az bs ca cs cy da de es et eu fi fr ga gl hr hu id is it lt lv mt nb nl pl pt ro sk sl sq sv tr uz vi".split()
)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("ntrex", type=Path)
    parser.add_argument("--languages", default="")
    parser.add_argument("--likeness", action="store_true")
    args = parser.parse_args()
    if args.likeness:
        likeness()
    else:
        ntrex(args.ntrex, [tag for tag in args.languages.split(",") if tag])


def ntrex(folder: Path, wanted: Sequence[str]) -> None:
    """Print, by language, the share of lines that hold a term, that are changed, and that have a finding."""
    english = _lines(folder / "eng-US.txt")
    ids = _lines(folder / "DOCUMENT_IDS.tsv")
    rates: list[float] = []
    for text in sorted(folder.glob("*.txt")):
        tag = TAGS.get(text.stem, SHORT.get(text.stem, text.stem))
        if text.stem.startswith(("eng", "src")) or (wanted and tag not in wanted):
            continue
        rates.append(_measured(text.stem, tag, list(zip(ids, _lines(text), english, strict=True))))
    print(f"{len(rates)} texts: the glossary changes {mean(rates):.2f} % in the mean, {max(rates):.2f} at most")


def _measured(name: str, tag: str, rows: Sequence[tuple[str, str, str]]) -> float:
    glossary = default_glossary()
    glossary.find("", tag)
    documents = [[Pair(r[1], r[2]) for r in some] for _, some in groupby(rows, key=lambda row: row[0])][1::2]
    pairs = [pair for document in documents for pair in document]
    prepared = [glossary.prepare(pair.source, tag) for pair in pairs]
    held = sum(bool(p.terms) for p in prepared)
    changed = [p.settle(pair.english) != pair.english for p, pair in zip(prepared, pairs, strict=True)]
    missed = sum(any(f.is_shown for f in glossary.findings(p.source, p.english, tag)) for p in pairs)
    began = process_time()
    agreed = [a.english for document in documents for a in agree(document, tag, glossary)]
    spent = 1000 * (process_time() - began) / len(pairs)
    other = sum(new != p.english and not old for new, p, old in zip(agreed, pairs, changed, strict=True))
    share = [100 * count / len(pairs) for count in (held, sum(changed), missed, other)]
    print(
        f"{name:9} {tag:8} {len(pairs)} lines, %: hold a term {share[0]:4.1f}, changed {share[1]:.2f}, "
        f"shown findings {share[2]:.2f}, changed for one form {share[3]:.2f}; {spent:.2f} ms a line",
        flush=True,
    )
    return share[1]


def likeness() -> None:
    """Print the share of spellings of the same name, and of other names, that are as like as each line or more."""
    same: list[float] = []
    names: set[str] = set()
    for term in _spelt():
        names.add(_plain(term.english))
        if _plain(term.form) != _plain(term.english):
            same.append(fuzz.ratio(_plain(term.form), _plain(term.english)))
    other = [_nearest(name, sorted(names - {name})) for name in sorted(names)]
    print(f"{len(same)} spellings of {len(names)} names")
    for line in LINES:
        kept, taken = (100 * sum(ratio >= line for ratio in some) / len(some) for some in (same, other))
        print(f"{line:.0f}: {kept:.1f} % of the spellings, {taken:.1f} % of the names have another as like")


def _spelt() -> Iterator[Term]:
    """Names of people, regions and cities in languages with Latin letters, of one word as in English."""
    every = [*default_glossary().terms, *(term for tag in LATIN for term in places(tag))]
    for term in every:
        is_name = term.kind in ("person", "region", "city") and len(term.english) >= 5
        if is_name and term.language in LATIN and len(term.form.split()) == len(term.english.split()) == 1:
            yield term


def _nearest(name: str, others: Sequence[str]) -> float:
    return max(likeness for _, likeness, _ in process.extract(name, others, scorer=fuzz.ratio, limit=1))


def _plain(name: str) -> str:
    return anyascii(name).lower()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
