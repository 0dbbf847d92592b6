"""What comparison knows of one report before anybody asks: what its sentences state, in a form that can be kept.

A sentence is known by its words, so that what was read of it holds until they change, and what is not known is read anew.
Reading it takes tables of names and numbers, which a site that is given all of this need never load.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Final, Literal

from glosswire.stories.amounts import Amount

VERSION: Final = "facts-3"  # counts up when the same sentence states something else, or is packed otherwise

RowKind = Literal["number", "place", "date", "attribution"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a sentence states: `key` says of what, `about` says it for people, `bag` are the sentence's words.

    `amount` of numbers; `aspect`: as of `Counted`, and `day` of a date whose month both sides name; `when`: a year or time
    other than the report's own that the sentence speaks of; `lands`: the countries and places that it names, so that 12
    dead in one country and 3 in another are no contradiction.
    """

    kind: RowKind
    key: str
    about: str
    said: str
    bag: frozenset[str]
    lands: frozenset[tuple[str, str]] = frozenset()
    amount: Amount | None = None
    original: str = ""
    note: str = ""
    when: str = ""
    aspect: str = ""
    is_loose: bool = False
    is_toll: bool = False
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a report with all that is read to say what it states; `position` counts the article's from 0.

    `doubts`: the kinds of findings that readers see of it; `day`: when the report came out.
    """

    english: str
    source: str
    language: str
    doubts: frozenset[str]
    day: date
    position: int

    @property
    def key(self) -> str:
        """The same for the same words, wherever they stand."""
        said = "\0".join(
            (self.english, self.source, self.language, " ".join(sorted(self.doubts)), self.day.isoformat())
        )
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a report.

    `facts` by the key of their line; `terms` are those of the English `headline`, by what makes them the same
    elsewhere; `names` are the speakers as the article writes them, by the names that its English gives them.
    """

    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    headline: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


NOTHING: Final = Known()


def pack(known: Known) -> bytes:
    """Write what is known; `unpack` reads what this VERSION wrote."""
    facts = {key: [_values(fact) for fact in found] for key, found in known.facts.items()}
    text = json.dumps([facts, known.headline, dict(known.terms), dict(known.names)], separators=(",", ":"))
    return zlib.compress(text.encode())


def unpack(packed: bytes) -> Known:
    """Read what was packed."""
    facts, headline, terms, names = json.loads(zlib.decompress(packed))
    return Known({key: tuple(map(_fact, found)) for key, found in facts.items()}, headline, terms, names)


def _values(fact: Fact) -> list[object]:
    held = fact.amount
    amount = [held.low, held.high, held.start] if held else None
    texts = [fact.kind, fact.key, fact.about, fact.said, fact.original, fact.note, fact.when, fact.aspect]
    flags = [fact.is_loose, fact.is_toll, fact.is_doubted]
    return [texts, sorted(fact.bag), sorted(fact.lands), amount, flags]


def _fact(values: list[Any]) -> Fact:
    (kind, key, about, said, original, note, when, aspect), bag, lands, amount, flags = values
    return Fact(
        kind, key, about, said, frozenset(bag), frozenset(map(tuple, lands)),
        Amount(*amount) if amount else None, original, note, when, aspect, *flags,
    )  # fmt: skip
