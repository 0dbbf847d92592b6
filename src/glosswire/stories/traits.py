"""What an account is compared by: its words, their pieces, sounds and pairs, the names and the numbers that it states."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from glosswire.model import Account
from glosswire.stories.embed import reach
from glosswire.text.names.gazetteer import gazetteer_of
from glosswire.text.names.reading import native_mentions, words_of
from glosswire.text.names.sounds import fold, latin, sound
from glosswire.text.tokens import UNSPACED, script_of

Ids = NDArray[np.int32]

# Stems of the title's words, pieces of four letters, how its words sound, known names, numbers; words of title and text
# together, and pairs of neighbours among them. Each kind has its own ids, so that one table of counts holds all.
KINDS = ("stems", "pieces", "sounds", "names", "numbers", "words", "pairs")
BITS = 22  # of an id: what a window of 20,000 whole articles states falls on one another in less than a third of cases

# What is read of an account, whatever its length: a hostile one costs no more than any other.
_TITLE = 400
_TITLE_WORDS = 60
_TEXT = 8000
_TEXT_WORDS = 300
_LEAD_WORDS = 40  # of the text, by which it is found

_STEM = 6  # letters: endings of most languages fall away
_SOUND = 5
_WORD = re.compile(r"\w+(?:[-’'`]\w+)*")
_MARKUP = re.compile(r"<[^<>]{1,80}>")
_NO_WORD = re.compile(r"[^\w ]+")
_SPACES = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_VOWELS = re.compile(r"[aeiou]")
# A mark with spaces about it behind which a publisher signs its headlines; a bar needs none.
_SIGN = re.compile(r"\s+[-–—|»·•]+\s+|\s*\|\s*")
_SIGNED_AFTER = 25  # letters of a headline at least
_SIGNATURE = 40  # letters at most, and less than this share of the whole
_SIGNATURE_SHARE = 0.45
_YEARS = 4  # digits: a year tells events apart less than it ties them to their season


@dataclass(frozen=True, slots=True)
class Traits:
    """Ids of all kinds, one after another; `sizes`: how many of each of `KINDS`; `keys`: those it is found by."""

    ids: Ids
    sizes: tuple[int, ...]
    keys: Ids


@dataclass(frozen=True, slots=True)
class Told:
    """The words that an account is compared by and their language: the English ones where the encoder needs them."""

    title: str
    language: str


def told(account: Account) -> Told:
    """An account's title without its publisher's signature, in English where the encoder hardly knows its language."""
    if account.english and reach(account.language) < ENOUGH:
        return Told(unsigned(account.english), "en")
    return Told(unsigned(account.title), account.language)


# The encoder finds at least so many of a language's sentences among others; below it, English serves better. By eye
# between Chinese (.95) and Bulgarian (.93), which it knows, and Ukrainian (.80), which it half knows.
ENOUGH = 0.9


def traits_of(account: Account) -> Traits:
    """Take an account apart."""
    seen = told(account)
    title = _WORD.findall(seen.title)[:_TITLE_WORDS]
    stems = [stem for word in title for stem in _stems(word)]
    text = [stem for word in _WORD.findall(account.text[:_TEXT])[:_TEXT_WORDS] for stem in _stems(word)]
    sounds = [heard for word in title if (heard := _heard(word))]
    kinds = (
        _ids("s", stems),
        _ids("p", _pieces(seen.title)),
        _ids("h", sounds),
        _ids("n", _names(seen)),
        _ids("d", (word for word in title if word.isdecimal() and len(word) < _YEARS)),
        _ids("w", stems + text),
        _ids("b", (*_pairs(stems), *_pairs(text))),
    )
    keys = np.concatenate([kinds[0], kinds[2], kinds[3], _ids("w", text[:_LEAD_WORDS])])
    return Traits(np.concatenate(kinds), tuple(len(kind) for kind in kinds), keys)


def unsigned(title: str) -> str:
    """A headline without markup and without the names that publishers set behind it."""
    left = _SPACES.sub(" ", _MARKUP.sub(" ", title[:_TITLE])).strip()
    for sign in reversed(list(_SIGN.finditer(left))):
        is_short = len(left) - sign.end() <= _SIGNATURE and len(left) - sign.start() < _SIGNATURE_SHARE * len(left)
        if sign.start() < _SIGNED_AFTER or not is_short:
            break
        left = left[: sign.start()]
    return left


def _ids(kind: str, parts: Iterable[str]) -> Ids:
    hashed = {zlib.crc32((kind + part).encode("utf-8", "replace")) & ((1 << BITS) - 1) for part in parts}
    return np.array(sorted(hashed), dtype=np.int32)


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    """A word's first letters in Latin script; pairs of characters where the script has no spaces."""
    if any(script_of(char) in UNSPACED for char in word):
        return tuple(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    letters = _NO_LETTER.sub("", anyascii(word).lower())
    return (letters[:_STEM],) if len(letters) > 1 or letters.isdecimal() else ()


@lru_cache(maxsize=65536)
def _heard(word: str) -> str:
    """A word's first sound and consonants, in which its forms in most scripts agree; empty where they are few."""
    if word.isdecimal() or script_of(word[0]) in UNSPACED:
        return ""
    heard = sound(latin(word))
    bones = heard[:1] + _VOWELS.sub("", heard[1:])
    return bones[:_SOUND] if len(bones) > 2 else ""


def _pieces(title: str) -> Iterator[str]:
    plain = _SPACES.sub(" ", _NO_WORD.sub(" ", fold(title)))
    return (plain[i : i + 4] for i in range(len(plain) - 3))


def _pairs(stems: list[str]) -> Iterator[str]:
    return (f"{one} {other}" for one, other in pairwise(stems))


def _names(seen: Told) -> Iterator[str]:
    """Keys of the countries, places, bodies and people that the title names, the same in all languages."""
    for mention in native_mentions(seen.title, words_of(seen.title), gazetteer_of(seen.language)):
        yield mention.known[0].key
