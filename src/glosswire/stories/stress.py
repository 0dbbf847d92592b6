"""Say what each headline of a story stresses: what it has and few others, and what most have and it leaves out."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from glosswire.stories.comparison import Stress
from glosswire.text.highlights import stem_of
from glosswire.text.names.gazetteer import gazetteer_of
from glosswire.text.names.reading import english_mentions, undotted, words_of
from glosswire.text.numbers import stated

_FEW, _MANY = 0.2, 0.5  # shares of the other headlines
_MOST_HAS, _MOST_LACKS = 5, 4
LONGEST = 300  # characters of a headline that are read
_FEWEST = 3  # headlines below which none is said to leave anything out
# Stems that headlines have whatever they stress.
_EMPTY = frozenset(
    "go seem may let mak get tak giv com might would new lik us mr ms least accord caus according".split()
)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")


def stresses(headlines: Sequence[str]) -> tuple[Stress, ...]:
    """What each of a story's English headlines stresses; an empty one stresses nothing, and is not counted."""
    terms = [_terms(headline) for headline in headlines]
    counts = Counter(key for found in terms for key in found)
    shown: dict[str, str] = {}
    for found in terms:
        for key, said in found.items():
            shown.setdefault(key, said)
    told = sum(map(bool, terms))
    return tuple(_stress(found, counts, shown, told) for found in terms)


def _stress(found: Mapping[str, str], counts: Counter[str], shown: Mapping[str, str], told: int) -> Stress:
    if not found or told < 2:
        return Stress()
    others = told - 1
    has = sorted(
        (key for key in found if (counts[key] - 1) <= _FEW * others),
        key=lambda key: (counts[key], list(found).index(key)),
    )
    lacks = [key for key, n in counts.most_common() if key not in found and n >= _MANY * others and n > 1]
    return Stress(
        tuple(found[key] for key in has[:_MOST_HAS]),
        tuple(shown[key] for key in lacks[:_MOST_LACKS]) if told >= _FEWEST else (),
    )


def _terms(headline: str) -> dict[str, str]:
    """A headline's names, numbers and words that carry it, each by what makes it the same elsewhere, as it says them."""
    text = undotted(headline[:LONGEST])
    found: dict[str, tuple[int, str]] = {}
    taken: set[int] = set()
    for mention in english_mentions(words_of(text), gazetteer_of("en")):
        if mention.known or (mention.kind and not mention.opens):
            key = (
                mention.text.split()[-1].lower()
                if mention.kind == "person" or not mention.known
                else mention.known[0].key
            )
            found.setdefault(f"name {key}", (mention.start, mention.text))
            taken.update(range(mention.start, mention.end))
    for value in stated(text, "en") if any(char.isdigit() for char in text) else ():
        if value.is_sure and value.kind not in ("month", "weekday", "hint") and not value.is_spelled:
            found.setdefault(f"number {value.readings[0]}", (value.start, text[value.start : value.end]))
            taken.update(range(value.start, value.end))
    for word in _WORD.finditer(text):
        stem = stem_of(word[0].lower().removesuffix("’s").removesuffix("'s")).rstrip("e")
        if stem and stem not in _EMPTY and word.start() not in taken:
            found.setdefault(stem, (word.start(), word[0]))
    return {key: said for key, (_, said) in sorted(found.items(), key=lambda item: item[1][0])}
