"""Take an English headline apart: its names, its numbers and the words that carry it."""

import re

from glosswire.text.highlights import stem_of
from glosswire.text.names.gazetteer import gazetteer_of
from glosswire.text.names.reading import english_mentions, undotted, words_of
from glosswire.text.numbers import stated

LONGEST = 300  # characters of a headline that are read
# Stems that headlines have whatever they stress.
_EMPTY = frozenset(
    "go seem may let mak get tak giv com might would new lik us mr ms least accord caus according".split()
)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")


def terms_of(headline: str) -> dict[str, str]:
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
