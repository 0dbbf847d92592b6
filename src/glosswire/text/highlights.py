"""Choose the sentences of a translation that carry the article."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glosswire.model import Article, Highlight, Translation
from glosswire.text.sentences import split
from glosswire.text.tokens import words

VERSION = "1"

_FEWEST, _LONGEST = 6, 60  # words of a sentence that can stand alone
_SAME = 0.4  # the share of the shorter sentence beyond which two highlights say the same; .4 scored above .5, .6
_TITLE_SAME = 0.6  # the same for a title, by both lengths: a lead that says it with much more is no repetition
# What the parts of a score count, kept where both halves of 149 scored articles did better than their first sentences
# with them; the figures hardly move about them. A title was not in that material: its weight is a judgement.
_SHARED, _PLACE, _TITLE, _LENGTH = 1.2, 2.0, 0.5, 0.35
_UNSPOKEN, _OWN, _ASKS, _UNENDED = 0.2, 0.3, 0.8, 0.3
_DENSITY = 0.6  # between the sum of what a sentence shares (0) and its mean by word (1)
_FADE = 5.0  # sentences after which the place of one counts a third
_FULL = 20  # words of a full sentence
_LEAST = 2  # highlights, if need be with one that leans
_FIRST_PERSON = re.compile(r"(?:i|we|my|our|you|your|yes|no)\b", re.IGNORECASE)
_STOP = frozenset(
    "a about after again against all also am an and any are as at be because been before being between both but by can"
    " could did do does doing down during each few for from further had has have having he her here hers him his how i"
    " if in into is it its itself just me more most my no nor not now of off on once only or other our out over own"
    " said same say says she should so some such than that the their them then there these they this those through to"
    " too under until up very was we were what when where which while who whom why will with would you your".split()
)
# Openings that lean on the sentence before: a pronoun, or a word that joins to what was said.
_LEANING = re.compile(
    r"(?:he|she|it|they|his|her|hers|their|theirs|its|him|them|this|that|these|those|both|others?|another|such|the same"
    r"|however|but|and|or|so|yet|nor|then|thus|hence|therefore|moreover|furthermore|besides|also|in addition|additionally"
    r"|meanwhile|instead|nevertheless|nonetheless|as a result|for example|for instance|in turn|on the other hand"
    r"|at the same time|by contrast|in contrast|consequently|accordingly|similarly|likewise|because of this|despite this"
    r"|after that|in that case|that said|the former|the latter)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?。！？؟۔।։][\"'”’»“)\]]*$")  # what has no end mark is a caption, a label, or cut
_OPENING = "\"'“”‘’„«»‹›([–—-•* "
_QUOTED = re.compile(r"[“\"„«‘'](?=\S)[^“”\"„«»]{12,}")
_SPEAKER = re.compile(
    r"\b(?:said|says|told|added|according|announced|wrote|stated|explained|stressed|warned|noted|argued|claimed|insisted"
    r"|emphasi[sz]ed|declared|tweeted|called|asked|replied|continued|reported|confirmed|quoted)\b",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"https?://|www\.|©|\bclick here\b|\bscroll down\b|\bread more\b|\bshare this\b|\bsubscribe\b|\bfollow us\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be chosen: its place among all, its block, and the words that carry it."""

    index: int
    block: int
    text: str
    bag: frozenset[str]
    length: int
    place: int


def choose(article: Article, translation: Translation, limit: int = 4) -> tuple[Highlight, ...]:
    """At most `limit` segments that carry the article, in its order; fewer where few sentences can stand alone.

    Never the headline, the standfirst, what repeats either, a heading or a caption, nor a segment that failed.
    """
    titles = 2 if article.standfirst else 1
    taken = tuple(content_of(s.target) for s in translation.segments if s.sources and s.sources[0].block < titles)
    candidates: list[_Candidate] = []
    for index, segment in enumerate(translation.segments):
        kind = article.blocks[segment.sources[0].block].kind if segment.sources else "caption"
        if segment.state != "failed" and kind in ("paragraph", "quote", "item"):
            candidates.append(_candidate(index, segment.sources[0].block, segment.target, len(candidates)))
    return tuple(
        Highlight(translation.article_id, translation.revision, chosen.index, round(score, 4))
        for chosen, score in _choose(candidates, taken, limit)
    )


def choose_from(blocks: Sequence[str], language: str = "en", limit: int = 4) -> tuple[str, ...]:
    """The sentences that carry a plain text without a headline, each as it stands, in the text's order."""
    candidates: list[_Candidate] = []
    for number, block in enumerate(blocks):
        for sentence in split(block, language, number):
            candidates.append(
                _candidate(len(candidates), number, block[sentence.start : sentence.end], len(candidates))
            )
    return tuple(chosen.text for chosen, _ in _choose(candidates, (), limit))


def _candidate(index: int, block: int, text: str, place: int) -> _Candidate:
    found = words(text)
    return _Candidate(index, block, text, _content(found), len(found), place)


def content_of(text: str) -> frozenset[str]:
    """The crude stems of the words that carry an English text."""
    return _content(words(text))


def stem_of(word: str) -> str:
    """The crude stem of an English word in lower case; empty for one that carries nothing."""
    return _stem(word) if word not in _STOP and len(word) > 1 else ""


def _content(found: Sequence[str]) -> frozenset[str]:
    return frozenset(stem for word in found if (stem := stem_of(word)))


def _stem(word: str) -> str:
    """A crude stem: enough for plurals and tenses to meet."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _choose(
    candidates: Sequence[_Candidate], taken: Sequence[frozenset[str]], limit: int
) -> list[tuple[_Candidate, float]]:
    """The best that can stand and repeat nothing, one at a time; then in the article's order.

    One that leans on the sentence before is chosen only where there would be fewer than two without it.
    """
    weights = _weights(candidates)
    scored = [(_score(c, weights, taken), c) for c in candidates if _can_stand(c)]
    chosen: list[tuple[_Candidate, float]] = []
    for score, candidate in sorted(scored, key=lambda pair: (_leans(pair[1].text), -pair[0], pair[1].place)):
        if len(chosen) == limit or (len(chosen) >= _LEAST and _leans(candidate.text)):
            break
        if not any(_restates(candidate.bag, title) for title in taken) and not any(
            _repeats(candidate.bag, other.bag) for other, _ in chosen
        ):
            chosen.append((candidate, score))
    return sorted(chosen, key=lambda pair: pair[0].place)


def _leans(text: str) -> bool:
    return bool(_LEANING.match(text.lstrip(_OPENING)))


def _can_stand(candidate: _Candidate) -> bool:
    return (
        _FEWEST <= candidate.length <= _LONGEST
        and len(candidate.bag) >= 3
        and not _JUNK.search(candidate.text)
        and not _is_cut(candidate.text)
    )


def _is_cut(text: str) -> bool:
    """Whether a text breaks off: without an end mark, after a word that wants another."""
    return not _ENDED.search(text) and (text[-1:] in ":,;-–…" or text.rpartition(" ")[2].lower() in _STOP)


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME * max(1, min(len(one), len(other)))


def _restates(bag: frozenset[str], title: frozenset[str]) -> bool:
    shared = len(bag & title)
    return 2 * shared >= _TITLE_SAME * (len(bag) + len(title)) or shared >= 0.8 * len(bag)


def _weights(candidates: Sequence[_Candidate]) -> dict[str, float]:
    """What each word counts: the more the more sentences have it, and nothing where one alone does."""
    counts = Counter(word for candidate in candidates for word in candidate.bag)
    return {word: math.log(n) for word, n in counts.items() if n > 1}


def _score(candidate: _Candidate, weights: Mapping[str, float], taken: Sequence[frozenset[str]]) -> float:
    """How well a sentence carries the article: what it shares with the rest, where it stands, and what speaks against it."""
    size = float(max(_FEWEST, len(candidate.bag)))
    shared = sum(weights.get(word, 0.0) for word in sorted(candidate.bag)) / math.pow(size, _DENSITY)
    title = max((len(candidate.bag & other) / max(1, len(other)) for other in taken), default=0.0)
    score = _SHARED * shared + _PLACE * math.exp(-candidate.place / _FADE) + _TITLE * title
    return score - _LENGTH * max(0, candidate.length - _FULL) / _FULL - _faults(candidate.text)


def _faults(text: str) -> float:
    """What speaks against a sentence that stands alone."""
    unspoken = _UNSPOKEN if _QUOTED.search(text) and not _SPEAKER.search(text) else 0.0
    own = _OWN if _FIRST_PERSON.match(text.lstrip(_OPENING)) else 0.0
    unended = 0.0 if _ENDED.search(text) else _UNENDED
    return unspoken + own + unended + (_ASKS if "?" in text[-3:] else 0.0)
