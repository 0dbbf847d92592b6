"""Words of a text for the checks, and tables of words that are looked up in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Letters with the marks that belong to them; an apostrophe between letters stays inside ("n'est", "didn't").
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e\u200c\u200d"
_WORD = re.compile(rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*(?:'[^\W\d_]+)*")
_ASCII_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "`": "'", "İ": "i", "\u00a0": " ", "\u202f": " "}
    | dict.fromkeys((*map(chr, range(0x64B, 0x653)), "\u0640"), "")  # vowel signs of Arabic, which few texts write
)


# A beginning of one or two letters (un*, in*) counts in words of some length only: "unhappy", not "unit" or "inch".
_LEAST = {1: 5, 2: 6}


def fold(text: str) -> str:
    """The text in lower case with plain apostrophes and spaces, as tables write it."""
    if text.isascii():
        return text.replace("`", "'").lower()
    return text.translate(_PLAIN).lower()


def words_of(folded: str) -> list[str]:
    """The words of a folded text; a run of letters is one word, whatever its script."""
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words to look for: whole ones, ones by how they begin or end, and phrases that may stand anywhere."""

    whole: frozenset[str]
    starts: Mapping[int, frozenset[str]]
    ends: Mapping[int, frozenset[str]]
    phrases: tuple[str, ...]

    def first(self, words: Sequence[str], folded: str) -> str:
        """The first word or phrase of the table that the text has; empty where it has none."""
        for word in words:
            if self.has(word):
                return word
        return next((phrase for phrase in self.phrases if phrase in folded), "")

    def has(self, word: str) -> bool:
        """Whether the table holds this word."""
        if word in self.whole:
            return True
        for size, heads in self.starts.items():
            if word[:size] in heads and len(word) >= _LEAST.get(size, 0):
                return True
        return any(word[-size:] in tails for size, tails in self.ends.items()) if self.ends else False


def table_of(entries: str, phrases: Sequence[str] = ()) -> WordTable:
    """Read a table as data files write it: words parted by spaces, `un*`, `*los`, `*mad*`, `not_yet`."""
    starts: dict[int, set[str]] = {}
    ends: dict[int, set[str]] = {}
    whole: set[str] = set()
    spoken = list(phrases)
    for entry in entries.split():
        if "_" in entry or (entry.startswith("*") and entry.endswith("*")):
            spoken.append(entry.strip("*"))
        elif entry.endswith("*"):
            starts.setdefault(len(entry) - 1, set()).add(entry[:-1])
        elif entry.startswith("*"):
            ends.setdefault(len(entry) - 1, set()).add(entry[1:])
        else:
            whole.add(entry)
    return WordTable(
        frozenset(whole), _frozen(starts), _frozen(ends), tuple(fold(phrase.replace("_", " ")) for phrase in spoken)
    )


def _frozen(groups: Mapping[int, set[str]]) -> dict[int, frozenset[str]]:
    return {size: frozenset(group) for size, group in groups.items()}


def listed(entry: Mapping[str, object], field: str) -> tuple[str, ...]:
    """A field of a table as strings: a list as it is, a string taken apart at its spaces."""
    value = entry.get(field, "")
    return tuple(value.split()) if isinstance(value, str) else tuple(str(item) for item in _items(value))


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
