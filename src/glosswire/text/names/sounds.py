"""How names sound: one coarse spelling for words of all scripts, and how alike two of them are."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import cdist

from glosswire.text.tokens import script_of

Scores = np.ndarray[tuple[int, int], np.dtype[np.float32]]

# What spelling may leave out: accents, points, the vowel signs of Arabic and Hebrew, joiners, stretchers.
_MARKS = re.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u02b0-\u02bf]"
)
_SAME = str.maketrans("øłđıħŧəɓɗƙųىیکەھہةےךםןףץ״“”׳‘’", "oldihtebdkuييكههههيכמנפצ\"\"\"'''")
# Letters that scripts transcribe in many ways, as one: all hissing sounds are s, all stops of the throat k.
_SPELLED = {
    "s": r"d?sch|t?sch|tch|dzh|d[jz](?=[aeiouy])|zh|sh|sz|cz|ts|tz|c(?=[eiy])|[xq](?=h)|z",
    "f": r"ph|pf",
    "k": r"[ckq]h|ck|cc|qu|[cq]",
    "g": r"gh",
    "t": r"th|dh|dt",
    "ks": r"x",
    "v": r"w|bh",
    "": r"(?<=.)h",
    "i": r"ee|[yj]",
    "u": r"ou|oo",
}
_SOUNDS = tuple(_SPELLED)
_SPELLING = re.compile("|".join(f"({pattern})" for pattern in _SPELLED.values()))
_TWICE = re.compile(r"(.)\1+")
_CLASSES = str.maketrans("bpfvgkdt", "ppffkktt", "aeiou")
_LAX = str.maketrans("rmfj", "lnps")  # what Chinese and Japanese do not tell apart in foreign names
_AMBIGUOUS = ((re.compile("ch"), "s"), (re.compile(r"j|dj"), "s"), (re.compile(r"g(?=[eiy])"), "s"))
# Scripts whose letters leave most vowels out, in writing or in the transliteration to a to z.
_FEW_VOWELS = frozenset(
    "Arab Hebr Syrc Thaa Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai Laoo Khmr Mymr Tibt".split()
)
_BEFORE_VOWEL = re.compile("u(?=[aeio])")
_SILENT = re.compile(r"r(?![aeiouy])|gh")
_KOREAN = str.maketrans("fvzl", "pbsr")
_GREEK = (("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("γου", "w"), ("ουι", "wi"), ("τζ", "j"), ("τσ", "ch"))
_HALF_VOWELS = re.compile("[vwy]")
# Letters that stand before a word and are no part of it: articles, conjunctions, prepositions.
_PREFIXES = {
    "Arab": re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|[وفبلك])(?=..)"),
    "Hebr": re.compile(r"(?:ו?[כשמ]?[הבלכמש])(?=..)"),
}


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text in lower case without accents and optional marks, in its own script, like letters as one."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_SAME)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=16384)
def latin(word: str) -> str:
    """The word in the letters a to z."""
    folded = fold(word)
    if folded and script_of(folded[0]) == "Grek":
        for digraph, sounded in _GREEK:
            folded = folded.replace(digraph, sounded)
    return re.sub("[^a-z]", "", anyascii(folded).lower())


def writes_few_vowels(word: str) -> bool:
    """Whether a word's script leaves out most vowels."""
    return bool(word) and script_of(word[0]) in _FEW_VOWELS


def spelt(text: str) -> str:
    """A text in Latin letters for people to read, each word with a capital."""
    return " ".join(word[:1].upper() + word[1:] for word in anyascii(text).split())


@lru_cache(maxsize=16384)
def sound(letters: str) -> str:
    """A coarse spelling of a word in the letters a to z, in which most romanisations of one name agree."""
    return _TWICE.sub(r"\1", _SPELLING.sub(lambda match: _SOUNDS[(match.lastindex or 1) - 1], letters))


@lru_cache(maxsize=16384)
def skeleton(letters: str) -> str:
    """The consonants of `sound`, voiced and voiceless as one."""
    return _bones(sound(letters))


def _bones(heard: str) -> str:
    return _TWICE.sub(r"\1", heard.translate(_CLASSES))


@lru_cache(maxsize=16384)
def sounds_of(word: str) -> tuple[str, ...]:
    """The ways a written word may sound: English and other letters have several values (Michael, Chad; George, Gert)."""
    letters = latin(word)
    ways = {letters}
    for pattern, to in _AMBIGUOUS:
        ways |= {pattern.sub(to, way) for way in ways}
    return tuple(sorted({way for way in ways if way}))


@lru_cache(maxsize=16384)
def bare(word: str) -> tuple[str, ...]:
    """The word, and the word without the letters that its script writes before it."""
    pattern = _PREFIXES.get(script_of(word[0])) if word else None
    shorter = {word}
    if pattern and (match := pattern.match(word)):
        shorter.add(word[match.end() :])
        if len(word) > 4:
            shorter.add(word[1:])
    return tuple(sorted(shorter))


def likeness(names: Sequence[str], words: Sequence[str]) -> Scores:
    """How alike each of some names and each of some words sound, from 0 to 1: names in rows, words in columns.

    A word may have up to three letters of an ending more than the name. Scripts that write few vowels are compared by
    consonants, others by both: on 450 names in each of 18 languages the mean of the two told a sentence's own names
    from another's better than either (NTREX).
    """
    best = np.zeros((len(names), len(words)), np.float32)
    if not names or not words:
        return best
    lax = script_of(words[0][0]) == "Hang"
    rows = _gathered([_lax_ways(name) if lax else _name_ways(name) for name in names])
    columns = _gathered([_word_ways(word) for word in words])
    if not rows.full or not columns.full:
        return best
    full = cdist(rows.full, columns.full, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    bones = cdist(rows.bones, columns.bones, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    like = np.equal.outer(rows.starts, columns.starts)
    bones *= np.array(rows.trust, np.float32)[:, None]
    bones *= np.where(like, np.float32(1), np.float32(0.8))
    full *= np.where(like, np.float32(1), np.float32(0.9))
    more = np.maximum(full, bones)
    scores = np.where(columns.few_vowels, more, (full + more) / 2)
    scores = np.maximum.reduceat(np.maximum.reduceat(scores, rows.firsts, axis=0), columns.firsts, axis=1)
    best[np.ix_(rows.places, columns.places)] = scores
    return best


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways to say a word: what is heard, its consonants, how these begin and how much they prove."""

    full: tuple[str, ...]
    bones: tuple[str, ...]
    starts: tuple[int, ...]
    trust: tuple[float, ...]
    few_vowels: bool


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The ways of several words, one after another: `firsts` are where those of each word in `places` begin."""

    full: list[str]
    bones: list[str]
    starts: list[int]
    trust: list[float]
    few_vowels: list[bool]
    firsts: list[int]
    places: list[int]


def _gathered(several: Sequence[_Ways]) -> _Gathered:
    found = _Gathered([], [], [], [], [], [], [])
    for place, ways in enumerate(several):
        if ways.full:
            found.places.append(place)
            found.firsts.append(len(found.full))
            found.full.extend(ways.full)
            found.bones.extend(ways.bones)
            found.starts.extend(ways.starts)
            found.trust.extend(ways.trust)
            found.few_vowels.extend([ways.few_vowels] * len(ways.full))
    return found


def _ways(heard: Iterable[str], few_vowels: bool = False) -> _Ways:
    full = tuple(heard)
    bones = tuple(_bones(way) for way in full)
    starts = tuple(ord(bone[0]) if bone else 0 for bone in bones)
    return _Ways(full, bones, starts, tuple(_trust(bone) for bone in bones), few_vowels)


def _trust(bones: str) -> float:
    """How much likeness of consonants proves: few agree by chance."""
    return (0.0, 0.6, 0.6, 0.85, 0.95)[min(len(bones), 4)]


@lru_cache(maxsize=16384)
def _name_ways(name: str) -> _Ways:
    return _ways(sound(letters) for letters in sounds_of(name))


@lru_cache(maxsize=16384)
def _lax_ways(name: str) -> _Ways:
    """How Korean hears a name: no f, v or z, and no r but before a vowel."""
    ways = {letters for way in sounds_of(name) for letters in (way, _SILENT.sub("", way))}
    return _ways(sound(way).translate(_KOREAN) for way in sorted(ways) if way)


@lru_cache(maxsize=16384)
def _word_ways(word: str) -> _Ways:
    script = script_of(word[0])
    found: dict[str, None] = {}
    for part in bare(word):
        for letters in sounds_of(part) if script == "Latn" else _readings(part, script):
            heard = sound(letters)
            if script == "Hang":
                heard = heard.translate(_KOREAN)
            for ending in range(4):
                if ending == 0 or len(heard) - ending >= 4:
                    found[heard[: len(heard) - ending]] = None
    return _ways((heard for heard in found if heard), script in _FEW_VOWELS)


def _readings(word: str, script: str) -> tuple[str, ...]:
    """Ways to read a word of another script: half-vowels as vowels, b for v in Hebrew, g for j in Arabic, w for Cyrillic u."""
    ways = {latin(word)}
    if script == "Cyrl":  # Уэйд is Wade
        ways |= {_BEFORE_VOWEL.sub("v", way) for way in ways}
    if script == "Arab":
        ways |= {way.replace("j", "g") for way in ways}
    elif script == "Hebr":
        ways.add(latin(word.replace("ב", "b")))
    if script in ("Arab", "Hebr"):
        ways |= {way[:1] + _HALF_VOWELS.sub("", way[1:]) for way in ways}
    return tuple(sorted(way.replace("j", "z") for way in ways))


def is_heard_in(name: str, stream: str) -> float:
    """How well a name's consonants fit somewhere in those of a text without spaces, from 0 to 1."""
    return max((partial_ratio(skeleton(way).translate(_LAX), stream) / 100 for way in sounds_of(name)), default=0.0)


def stream_of(text: str) -> str:
    """The consonants of a text without spaces, for `is_heard_in`."""
    return skeleton(latin(text)).translate(_LAX)
