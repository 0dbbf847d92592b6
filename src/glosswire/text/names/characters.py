"""How likely Chinese characters spell a foreign name, by what each of them has stood for in other names.

`characters.txt.gz` says for each character which letters it gives (斯: s, th, z) and how often, learned from the names
of GeoNames' cities and CLDR's territories in Chinese (`tools/make_names.py`). Letters are those of `sounds.sound`.
"""

import gzip
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from glosswire.text.names.sounds import latin, sound
from glosswire.text.tokens import script_of

# The first four by eye; what they give together was measured (docs/quality.md, "Fidelity: names").
_LONGEST = 5  # letters that one character gives
_LETTER_LEFT = 0.02  # a letter of the name that no character gives
_CHARACTER_LEFT = 0.005  # a character within it that gives no letter
_SYLLABLE = 0.1  # a character that no name in the table has gives its own reading
_NEVER = -9.0


def spelling(name: str, text: str) -> float:
    """The logarithm of how likely the characters of some part of a text spell a name, by letter; 0 is the most.

    On 324 names that English sentences have beside their Chinese, and as many of other sentences, it told one from the
    other in .93 of cases, the likeness of consonants anywhere in .70 (NTREX in two varieties, odd lines).
    """
    rows = _rows(text)
    return max((_spelling(sound(way), rows) for way in {latin(name), latin(name).removesuffix("s")}), default=_NEVER)


@lru_cache(maxsize=16)
def _rows(text: str) -> tuple[Mapping[str, float] | None, ...]:
    """What each character may give; nothing for what is no Chinese."""
    table = _table()
    found: list[Mapping[str, float] | None] = []
    for char in text:
        if script_of(char) == "Hani":
            found.append(table.get(char) or _reading(char))
        elif not found or found[-1] is not None:
            found.append(None)
    return tuple(found)


def _spelling(letters: str, rows: tuple[Mapping[str, float] | None, ...]) -> float:
    """The most likely end of an alignment of all letters with characters from any place on, over its paths together."""
    size = len(letters)
    if not size:
        return _NEVER
    parts = [[(end, letters[at:end]) for end in range(at + 1, min(size, at + _LONGEST) + 1)] for at in range(size)]
    start = [_LETTER_LEFT**at for at in range(size + 1)]
    best, paths = 0.0, start
    for row in rows:
        if row is None:  # · stands within names
            continue
        silent = max(row.get("", 0.0), _CHARACTER_LEFT)
        after = [1.0, *(path * silent for path in paths[1:])]
        for at in range(size):
            before = paths[at]
            for end, part in parts[at]:
                if part in row:
                    after[end] += before * row[part]
        for at in range(size):
            after[at + 1] += after[at] * _LETTER_LEFT
        best, paths = max(best, after[size]), after
    return math.log(best) / max(3, size) if best > 0 else _NEVER


@lru_cache(maxsize=4096)
def _reading(char: str) -> Mapping[str, float]:
    return {sound(latin(char)): _SYLLABLE}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, float]]:
    packed = files(__package__).joinpath("characters.txt.gz").read_bytes()
    found = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        char, *rest = line.split("\t")
        parts = (cell.rpartition(" ") for cell in rest)
        found[char] = {letters: int(often) / 1000 for letters, _, often in parts}
    return found
