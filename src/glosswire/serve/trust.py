"""The figures that tell readers how far to trust what is here; docs/quality.md has the same, with how they were had."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import fmean

from glosswire.text.reach import MOST_ALARMS, tables

_KINDS: Mapping[str, str] = {
    "number": "A number is wrong",
    "name": "A name is wrong",
    "negation": "A “not” is lost or added",
    "attribution": "Who says it, or how surely, is lost",
    "omission": "Something is missing",
    "addition": "Something is added",
    "untranslated": "Words are left untranslated",
    "repetition": "Words are repeated",
    "quote": "Quotation marks differ",
    "shift": "It is another sentence’s translation",
    "leak": "Stray text is in it",
    "term": "A name stands in another form than usual",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: what it is of, as readers read it, and as docs/quality.md writes it."""

    name: str
    value: str
    written: str


@dataclass(frozen=True, slots=True)
class TrustPart:
    """What was measured of one thing, on which material."""

    title: str
    text: str
    material: str
    figures: tuple[Figure, ...]


@cache
def load_parts() -> tuple[TrustPart, ...]:
    """Read the figures that come with the program, those of the checks first."""
    return (alarms(), *written_parts())


def written_parts() -> tuple[TrustPart, ...]:
    """Read the figures that were taken from docs/quality.md."""
    found = tomllib.loads((files("glosswire.serve") / "trust.toml").read_text(encoding="utf-8"))
    return tuple(
        TrustPart(
            part["title"],
            part["text"],
            part["material"],
            tuple(Figure(item["name"], item["value"], item["written"]) for item in part["figures"]),
        )
        for part in found["part"]
    )


def alarms() -> TrustPart:
    """How often each kind of mark stands at a sentence that a person translated, where readers see the kind."""
    rates = tables("rates").values()
    kinds = [kind for kind in _KINDS if any(kind in table for table in rates)]
    shown = {kind: [r for table in rates if (r := _rate(table, kind)) <= MOST_ALARMS] for kind in kinds}
    return TrustPart(
        "How often a mark is wrong",
        f"The checks were tried on sentences that people had translated well, where every mark is a false alarm. A kind of mark is shown to readers of a language only where it stands at no more than {MOST_ALARMS:g} in 100 of them; elsewhere only the operator sees it.",
        f"{_lines(rates)} sentences of news in each of {len(rates)} languages and varieties, translated by people (NTREX-128); the mean over the languages in which readers see the kind",
        tuple(
            Figure(_KINDS[kind], f"{fmean(found):.2f} % ({len(found)} languages)", "")
            for kind, found in shown.items()
            if found
        ),
    )


def _lines(rates: Iterable[Mapping[str, object]]) -> str:
    """How many sentences of each language were tried, as the tables say it."""
    counts = sorted({n for table in rates if isinstance(n := table.get("lines"), int)})
    return " to ".join(f"{n:,}" for n in dict.fromkeys((counts[0], counts[-1])))


def _rate(table: Mapping[str, object], kind: str) -> float:
    """A kind that flags none is left out of the tables."""
    rate = table.get(kind, 0.0)
    return rate if isinstance(rate, float) else 0.0
