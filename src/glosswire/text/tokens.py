"""Normalise text and take it apart into words, whatever its script."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

# Unicode's blocks of letters, joined where neighbours share a script: first code point, ISO 15924 name.
_SCRIPTS: tuple[tuple[int, str], ...] = (
    (0x0041, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"),
    (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, "Nkoo"), (0x0800, ""), (0x0860, "Syrc"),
    (0x0870, "Arab"), (0x0900, "Deva"), (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"),
    (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"),
    (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"),
    (0x13A0, "Cher"), (0x1400, "Cans"), (0x1680, ""), (0x1780, "Khmr"), (0x1800, "Mong"), (0x18B0, "Cans"),
    (0x1900, ""), (0x1C50, "Olck"), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, ""), (0x1D00, "Latn"),
    (0x1F00, "Grek"), (0x2000, ""), (0x2071, "Latn"), (0x20A0, ""), (0x212A, "Latn"), (0x2150, ""),
    (0x2C60, "Latn"), (0x2C80, "Copt"), (0x2D00, "Geor"), (0x2D30, "Tfng"), (0x2D80, "Ethi"), (0x2DE0, "Cyrl"),
    (0x2E00, ""), (0x2E80, "Hani"), (0x3000, ""), (0x3005, "Hani"), (0x3008, ""), (0x3041, "Kana"),
    (0x3100, "Hani"), (0x3130, "Hang"), (0x3190, "Hani"), (0x31F0, "Kana"), (0x3200, ""), (0x3400, "Hani"),
    (0x4DC0, ""), (0x4E00, "Hani"), (0xA000, "Yiii"), (0xA4D0, ""), (0xA640, "Cyrl"), (0xA6A0, ""),
    (0xA720, "Latn"), (0xA800, ""), (0xA8E0, "Deva"), (0xA900, ""), (0xA960, "Hang"), (0xA980, ""),
    (0xA9E0, "Mymr"), (0xAA00, ""), (0xAA60, "Mymr"), (0xAA80, ""), (0xAB00, "Ethi"), (0xAB30, "Latn"),
    (0xAB70, "Cher"), (0xABC0, "Mtei"), (0xAC00, "Hang"), (0xD800, ""), (0xF900, "Hani"), (0xFB00, "Latn"),
    (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, ""), (0xFE70, "Arab"), (0xFF00, "Latn"),
    (0xFF66, "Kana"), (0xFFA0, "Hang"), (0xFFE0, ""), (0x1E900, "Adlm"), (0x1E960, ""), (0x20000, "Hani"),
    (0x323B0, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _SCRIPTS)

# Scripts written without spaces between words: their characters are taken one by one, or in pairs.
UNSPACED = frozenset({"Hani", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Yiii"})
_UNSPACED_RANGES = r"\u0e00-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3041-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED_RANGES}]")
# A letter or digit with the marks that belong to it; an apostrophe or hyphen between letters stays inside.
_WORD = re.compile(
    rf"[{_UNSPACED_RANGES}]+|(?:(?![{_UNSPACED_RANGES}])[^\W_][\u0300-\u036f\u0900-\u0dff\u064b-\u0652\u200c\u200d]*)+"
)


@lru_cache(maxsize=65536)
def script_of(char: str) -> str:
    """The ISO 15924 name of a letter's or mark's script; empty for what no script owns."""
    if unicodedata.category(char)[0] not in "LM":
        return ""
    place = bisect_right(_STARTS, ord(char)) - 1
    return _SCRIPTS[place][1] if place >= 0 else ""


def scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if script := script_of(char):
            counts[script] += times
    return counts


def normalise(text: str) -> str:
    """The text in NFKC and lower case with each run of white space as one space: for comparing, not for showing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, normalised; overlapping pairs of characters where the script has no spaces."""
    found: list[str] = []
    for run in _WORD.findall(normalise(text)):
        if len(run) > 1 and _UNSPACED_CHAR.match(run):
            found += (run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return tuple(found)


def count_words(text: str) -> int:
    """About how many words a text has; two characters count as one where the script has no spaces."""
    runs = _WORD.findall(text)
    return sum(max(1, len(run) // 2) if _UNSPACED_CHAR.match(run) else 1 for run in runs)


def fingerprint(texts: Iterable[str]) -> str:
    """A digest of texts in their order, the same for texts that differ only in case, width or white space."""
    joined = "\n".join(normalise(text) for text in texts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
