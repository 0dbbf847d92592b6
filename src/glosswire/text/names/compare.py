"""Weigh what a sentence names against what its English names, each way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from glosswire.text.names.gazetteer import CASED, Gazetteer, Known, gazetteer_of, is_name, is_ordinary
from glosswire.text.names.reading import (
    NOUNS,
    Mention,
    Word,
    capital_mentions,
    english_mentions,
    is_english_title,
    native_mentions,
    undotted,
    words_of,
)
from glosswire.text.names.sounds import fold, is_heard_in, latin, likeness, skeleton, stream_of, writes_few_vowels
from glosswire.text.tokens import UNSPACED, script_of

MOST = 40  # names of one sentence that are compared; more are no sentence
_UNHEARD = 0.5
_UNHEARD_LISTED = 0.65
_UNHEARD_WITHIN = 0.62
_ONE = 0.4  # two names in doubt that sound so alike are one
_DEAF = frozenset({"Tibt", "Khmr", "Laoo", "Mymr", "Ethi"})  # scripts whose transliteration tells too little
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun god lord"
    " christmas easter ramadan christian christians catholic catholics muslim muslims islam islamic islamist islamists"
    " jewish jew jews buddhist buddhists hindu hindus protestant protestants orthodox methodist nazi nazis internet web"
    " bce bc ad ce gmt utc online covid coronavirus celsius fahrenheit".split()
)
_ADJECTIVE = re.compile(r"(?:ish|ic|ics|ist|ists|ism|ian|ians|ese|an|ans|ite|ites|er|ers)$")
_ABJADS = frozenset({"Arab", "Hebr"})  # where too many places are written as words are
_ROMAN = re.compile(r"[IVXLCDM]+(?:e|er|ème|º|ª|th|nd|rd|st)?$")
_GENERIC = frozenset(  # of places, in several languages, where English has its own word
    "nord sud est ouest ovest norte sur este oeste north south east west san sant santa santo saint sankt rio monte mont"
    " lago lac lake mar puerto port porto isla ile isola don dona herr frau".split()
)
_HOLE = re.compile(
    r"\b(?:in|of|to|from|by|with|for|at|near|between|against|and|the|as|than|named|called)\s*[,.;:)]"
    r"|\b(?:of|in|from|by|with|near)\s+(?:and|is|are|was|were|has|had|said|says|since|of|on)\b"
    r"|\(\s*\)|[\"“]\s*[\"”]|^\s*[,.;’']|\s[’']s\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name of one side without its like on the other; `weight` 2 where that is strong evidence, 1 where weak."""

    mention: Mention
    weight: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the source names and the English does not, and the other way round."""

    lost: tuple[Doubt, ...]
    added: tuple[Doubt, ...]


def compare(source: str, target: str, language: str) -> Comparison:
    """Weigh the names of a sentence and its English against each other."""
    gazetteer = gazetteer_of(language)
    there, here = words_of(source), words_of(undotted(target))
    if not there or not here:
        return Comparison((), ())
    known = tuple(native_mentions(source, there, gazetteer))[:MOST]
    english = tuple(english_mentions(here, gazetteer))[:MOST]
    lost = _lost(there, here, known, english, gazetteer, language)
    added = () if is_english_title(here) else _added(there, known, english, gazetteer)
    return _paired(lost, added)


def _paired(lost: tuple[Doubt, ...], added: tuple[Doubt, ...]) -> Comparison:
    """The doubts without those of one side that sound like one of the other: a spelling, not a change."""
    if not lost or not added:
        return Comparison(lost, added)
    scores = likeness([d.mention.text for d in added], [d.mention.text for d in lost])
    listed = [np.array([_is_listed(d.mention) for d in side]) for side in (added, lost)]
    scores[listed[0][:, None] & listed[1][None, :]] = 0  # both are known, and known to be two
    return Comparison(
        tuple(doubt for doubt, best in zip(lost, scores.max(axis=0), strict=True) if best < _ONE),
        tuple(doubt for doubt, best in zip(added, scores.max(axis=1), strict=True) if best < _ONE),
    )


def runs(doubts: Sequence[Doubt]) -> int:
    """How many words the longest strongly doubted name of several has, known forms counting as one word."""
    longest, length, end = 0, 0, -2
    for doubt in doubts:
        length = length + 1 if doubt.mention.start == end + 1 else 1
        end = doubt.mention.end
        longest = max(longest, length)
    return longest


def has_hole(target: str) -> bool:
    """Whether the English leaves a place for a name empty: `in .`, `()`, `wrote on that`."""
    return _HOLE.search(target) is not None


# -- the English names something that the source does not


def _added(
    words: Sequence[Word], known: Sequence[Mention], english: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Doubt, ...]:
    keys = {one.key for mention in known for one in mention.known}
    folded = " " + " ".join(word.look.form for word in words) + " "
    asked = [m for m in english if not _is_stated(m, keys, folded)]
    if not asked:
        return ()
    unheard = [mention for mention, is_so in zip(asked, _unheard(asked, words, known), strict=True) if is_so]
    lean = any(writes_few_vowels(word.text) for word in words)
    deaf = any(word.look.script in _DEAF for word in words)
    doubts = []
    for mention in unheard:
        weight = 1 if deaf else _added_weight(mention, gazetteer, lean)
        if weight > 1 and _has_neighbour(mention, english, unheard):
            weight = 1
        doubts.append(Doubt(mention, weight))
    return tuple(doubts)


def _has_neighbour(mention: Mention, english: Sequence[Mention], unheard: Sequence[Mention]) -> bool:
    """Whether the name is one word of a longer one that the source does give: a forename more or less."""
    return any(
        other not in unheard and (other.end + 1 == mention.start or mention.end + 1 == other.start)
        for other in english
        if not mention.known and not other.known
    )


def _is_stated(mention: Mention, keys: set[str], folded: str) -> bool:
    """Whether the source states the name as it is, or a known form of it."""
    text = fold(mention.text)
    if text in _CALENDAR or (text[: max(4, len(text) - 2)] if len(text) > 3 else f" {text} ") in folded:
        return True
    for one in mention.known:
        if one.key in keys or any(_begins(form, folded) for form in (*one.native, *one.hints, *one.untagged)):
            return True
    return False


def _begins(form: str, folded: str) -> bool:
    """Whether some word begins as a form does; where a script writes articles before words, or no spaces, stands in it."""
    script = script_of(form[0]) if form else ""
    if script in UNSPACED:
        return form in folded
    stem = form[: max(4, len(form) - 3)]
    if script in CASED or len(form) < 3:
        return f" {stem}" in folded if len(form) > 2 else f" {form} " in folded
    return stem in folded


def _unheard(mentions: Sequence[Mention], words: Sequence[Word], known: Sequence[Mention]) -> list[bool]:
    """For each name whether no word of the source sounds like any of its forms."""
    spaced = [w for w in words if w.look.script not in UNSPACED]
    taken = {place for mention in known if _is_listed(mention) for place in range(mention.start, mention.end)}
    named = np.array([w.look.script not in CASED or w.look.is_capital for w in spaced], bool)
    free = np.array([w.start not in taken for w in spaced], bool)
    stream = stream_of(" ".join(w.text for w in words if w.look.script in UNSPACED))
    forms = [_forms(mention) for mention in mentions]
    scores = likeness([form for several in forms for form in several], [w.text for w in spaced])
    found, at = [], 0
    for mention, several in zip(mentions, forms, strict=True):
        rows = scores[at : at + len(several)]
        at += len(several)
        listed = _is_listed(mention)
        least = _UNHEARD_LISTED if listed else _UNHEARD
        near = rows[:, named if mention.kind in ("country", "place") else named & free]
        unheard = bool(several) and rows.max(initial=0) < 0.7 and near.max(initial=0) < least
        if stream and unheard:
            unheard = listed or all(
                len(skeleton(latin(f))) > 2 and is_heard_in(f, stream) < _UNHEARD_WITHIN for f in several
            )
        found.append(unheard)
    return found


def _is_listed(mention: Mention) -> bool:
    """Whether the language's own name for it is known."""
    return any(one.native for one in mention.known)


def _forms(mention: Mention) -> list[str]:
    words = {word for one in mention.known for form in one.english for word in form.split() if len(word) > 3}
    return sorted(words | {word for word in mention.text.split() if len(word) > 2})


def _added_weight(mention: Mention, gazetteer: Gazetteer, lean: bool) -> int:
    text = fold(mention.text)
    if lean and len(skeleton(latin(text))) < 3 and not _is_listed(mention):
        return 1
    if mention.kind == "acronym" or len(text) < 4:
        return 1
    if mention.kind == "country":
        return 2 if gazetteer.names_countries else 1
    if mention.known:
        return 2
    if mention.opens and not is_name(text):
        return 1
    return 1 if _ADJECTIVE.search(text) else 2


# -- the source names something that the English does not


def _lost(
    words: Sequence[Word],
    here: Sequence[Word],
    known: Sequence[Mention],
    english: Sequence[Mention],
    gazetteer: Gazetteer,
    language: str,
) -> tuple[Doubt, ...]:
    keys = {one.key for mention in english for one in mention.known}
    folded = {word.look.form for word in here}
    hints = gazetteer.hints
    starts = {word[:4] for word in folded}
    asked = [m for m in known if not any(one.key in keys or _says(one, folded) for one in m.known)]
    covered = {place for mention in known for place in range(mention.start, mention.end)}
    rest = [
        mention
        for mention in capital_mentions(words, language)
        if mention.start not in covered
        and not is_calendar(mention)
        and fold(mention.text) not in hints
        and fold(mention.text)[:4] not in starts
    ][:MOST]
    if not asked and not rest:
        return ()
    read = [word for word in here if len(word.text) > 2]
    texts = [word.text for word in read]
    given = {one.key for mention in known for one in mention.known}
    taken = {p for m in english if any(one.key in given for one in m.known) for p in range(m.start, m.end)}
    free = np.array([word.start not in taken for word in read], bool)
    forms = [[*_forms(mention), mention.text] for mention in asked] + [[mention.text] for mention in rest]
    scores = likeness(texts, [form for several in forms for form in several])
    capitals = [word for word in words if word.look.is_capital]
    ends, starts_at = {word.end for word in capitals}, {word.start for word in capitals}
    doubts, at = [], 0
    for mention, several in zip((*asked, *rest), forms, strict=True):
        near = scores[:, at : at + len(several)]
        best = (near if mention.known else near[free]).max(initial=0)
        at += len(several)
        beside = mention.start - 1 in ends or mention.end + 1 in starts_at
        weight = _lost_weight(mention, language, beside)
        if weight and best < (0.6 if mention.known else _UNHEARD):
            doubts.append(Doubt(mention, weight))
    return tuple(doubts)


def is_calendar(mention: Mention) -> bool:
    """Whether a word is of the calendar or of a faith, which English writes with capitals and others do not."""
    return latin(mention.text) in _CALENDAR


def _says(one: Known, folded: set[str]) -> bool:
    return any(all(word in folded for word in form.split()) for form in one.english)


def _lost_weight(mention: Mention, language: str, has_neighbour: bool) -> int:
    if mention.known:
        if _is_listed(mention):
            return 1 if mention.opens or script_of(mention.text[0]) in _ABJADS | UNSPACED else 2
        return 0 if script_of(mention.text[0]) in _ABJADS else 1
    letters = latin(mention.text)
    if len(letters) < 3 or letters in _GENERIC or _ROMAN.match(mention.text):
        return 0
    named = len(letters) > 3 and is_name(letters) and not is_ordinary(letters)
    if mention.opens:
        return 1 if named else 0
    foreign = script_of(mention.text[0]) == "Latn" and mention.kind != "acronym" and language not in NOUNS
    return 2 if named and foreign and not has_neighbour else 1
