"""Bring the quotations of one speaker together across languages, and those of one saying."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glosswire.stories.comparison import Said, Speaker
from glosswire.stories.nouns import bag_of
from glosswire.text.names import english_forms
from glosswire.text.names.sounds import latin, likeness, skeleton
from glosswire.text.reach import base_of

MOST = 60  # quotations that are compared
_SURNAME = 0.7  # as `text.names` takes two names for surely like
_FORENAME = 0.5
_SAME_WORDS = 0.5  # share of the shorter saying's words
_LONGEST = 30_000  # characters of an article's English in which a name is looked for
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?:[ .]+[A-Z][\w’'-]*)*")


def speakers(said: Sequence[tuple[Said, str]]) -> tuple[Speaker, ...]:
    """Quotations, each with its speaker's name in the letters of English, by speaker and saying."""
    named = [(one, _Name(one.speaker, name)) for one, name in said[:MOST]]
    groups: list[list[tuple[Said, _Name]]] = []
    for one, name in named:
        home = next((group for group in groups if any(_is_same_name(name, other) for _, other in group)), None)
        if home is None:
            groups.append([(one, name)])
        else:
            home.append((one, name))
    found = [_speaker([one for one, _ in group], _best([name for _, name in group])) for group in groups]
    return tuple(sorted(found, key=lambda who: -len({one.article_id for several in who.sayings for one in several})))


@dataclass(frozen=True, slots=True)
class _Name:
    """A speaker as the article writes them, and in the letters of English."""

    written: str
    latin: str


def name_of(speaker: str, language: str, english: str) -> str:
    """A speaker's name as the English of their article has it most often, the fuller first; else in English letters."""
    if base_of(language) == "en":
        return speaker
    plain = speaker if speaker.isascii() else next(iter(english_forms(speaker, language)), speaker)
    if not plain.split():
        return plain
    name, begins = _Name(speaker, plain), skeleton(latin(plain.split()[-1]))[:1]
    counts = Counter(_named(english[:_LONGEST], len(plain.split())))
    found = [
        run for run in counts if skeleton(latin(run.split()[-1]))[:1] == begins and _is_same_name(name, _Name(run, run))
    ]
    return max(found, key=lambda run: (len(run.split()), counts[run], run), default=plain)


def _named(english: str, most: int) -> Iterator[str]:
    """The runs of words with capitals, of up to so many words, that may be a name."""
    for run in _CAPITALS.finditer(english):
        words = [word.rstrip(".").removesuffix("’s").removesuffix("'s") for word in run[0].split()]
        for behind in range(1, len(words) + 1):
            for first in range(max(0, behind - most), behind):
                if all(words[first:behind]):
                    yield " ".join(words[first:behind])


def _best(names: Sequence[_Name]) -> str:
    """The name that most reports have, the fuller of two."""
    counts = Counter(name.latin for name in names)
    return max(counts, key=lambda name: (counts[name], len(name.split()), name))


def _is_same_name(one: _Name, other: _Name) -> bool:
    """Whether two names are one person's: the surnames sound alike, and the forenames where both have one."""
    if not one.latin or not other.latin:
        return False
    if _like(one, other, -1) < _SURNAME:
        return False
    return " " not in one.latin or " " not in other.latin or _like(one, other, 0) >= _FORENAME


def _like(one: _Name, other: _Name, at: int) -> float:
    """How alike two names' words at a place sound, English letters against each way of writing."""
    found = 0.0
    for ours, theirs in ((one, other), (other, one)):
        name, ways = ours.latin.split()[at], {theirs.latin.split()[at], (theirs.written.split() or [""])[at]} - {""}
        found = max(found, float(likeness([name], sorted(ways)).max()))
    return found


def _speaker(several: Sequence[Said], name: str) -> Speaker:
    bags = [bag_of(one.english) for one in several]
    homes: list[int] = []
    sayings: list[list[Said]] = []
    for b, one in enumerate(several):
        home = next((homes[a] for a in range(b) if _is_same(bags[a], bags[b])), None)
        if home is None:
            home = len(sayings)
            sayings.append([])
        homes.append(home)
        sayings[home].append(one)
    return Speaker(name, tuple(tuple(group) for group in sayings))


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, fewer = len(one & other), min(len(one), len(other))
    return shared > 2 and shared >= _SAME_WORDS * fewer
