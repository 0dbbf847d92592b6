"""Weigh what a sentence names against what its English names, each way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from glosswire.text.english import is_name, is_ordinary
from glosswire.text.names.characters import spelling
from glosswire.text.names.gazetteer import CASED, VOWELS, Gazetteer, Known, gazetteer_of
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
# `spelling` below which 6 % of a sentence's own names fall, most of them left out or told by their meaning, and 65 % of
# others; and surely, 4 and 48 %: both from even lines of NTREX in Chinese (8 and 68, 5 and 51 in the odd ones).
_UNSPELT = -2.65
_SURELY_UNSPELT = -2.9
_CHINESE = re.compile(r"[^\u3041-\u30ff\u0e00-\u1fff]+")  # no kana, no scripts of South East Asia
# Рига: Ризький, Рижский; Ryga: ryski; Praha: pražský
_SOFT = {"г": "зж", "к": "цч", "х": "сш", "g": "sz", "h": "sz"}
_SURELY_LIKE = 0.7
_SURE_LETTERS = 5  # by eye: of a shorter name .7 is one letter's difference
_ONE = 0.4  # two names in doubt that sound so alike are one
_DEAF = frozenset({"Tibt", "Khmr", "Laoo", "Mymr", "Ethi"})  # scripts whose transliteration tells too little
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun".split()
)
_CALENDAR = _DAYS | frozenset(
    "god lord christmas easter ramadan christian christians catholic catholics muslim muslims islam islamic islamist islamists"
    " jewish jew jews buddhist buddhists hindu hindus protestant protestants orthodox methodist nazi nazis internet web"
    " bce bc ad ce gmt utc online covid coronavirus celsius fahrenheit".split()
)
_ADJECTIVE = re.compile(r"(?:ish|ic|ics|ist|ists|ism|ian|ians|ese|an|ans|ite|ites|er|ers)$")
_ABJADS = frozenset({"Arab", "Hebr"})  # where too many places are written as words are
_ROMAN = re.compile(r"[IVXLCDM]+(?:e|er|ème|º|ª|th|nd|rd|st)?$")
_GENERIC = frozenset(  # of places and of the state, in several languages, where English has its own word
    "nord sud est ouest ovest norte sur este oeste north south east west san sant santa santo saint sankt rio monte mont"
    " lago lac lake mar puerto port porto isla ile isola don dona herr frau lei usted ustedes pani pan panu pana panstwo"
    " panstwa ciebie tobie vous madame monsieur mme paese paesi stato stati governo regione comune"
    " gobierno estado estados etat etats gouvernement rzad rzadu prezydent prezydenta".split()
)
_PRONOUNS = frozenset({"he", "she", "him", "they", "them"})
_HOLE = re.compile(
    r"\b(?:in|of|from|by|with|for|at|near|to)\s+[,.;:)]|(?<=\w )(?:between|against|and|the|than|named|called)\s*[,.;:)]"
    r"|\b(?:of|in|from|by|with|near)\s+(?:and|is|are|was|were|has|had|said|says|since|of|on)\b"
    r"|\(\s*\)|(?<!\S)[\"“]\s*[\"”]|^\s*(?:[,.;]|[’']s\b)|\s[’']s\b"
    r"|^\s*(?:is|are|was|were|has|have|had|does|did|will|would|can|could)\b[^?]*$",
    re.IGNORECASE,
)
_STRANDED = re.compile(
    r"\b(?:in|of|from|by|with|for|at|near|to|as)[,.;:)]", re.IGNORECASE
)  # "to work with." is English


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
    added = () if is_english_title(here) else _added(there, known, english, gazetteer, undotted(target))
    return _paired(lost, added)


def unlike_names(sources: Sequence[str], target: str, language: str) -> tuple[str, ...]:
    """The people and unknown names of an English text that no name of a whole article in a cased script is surely like.

    Among so many words some always sounds a little like a name; so only its names are asked, and for more. Of
    21 languages' 61 headlines each (NTREX-128), human translations whose body has no such name in English, none is found.
    """
    every = {word.text: word.look for source in sources for word in words_of(source)}
    words = [text for text, look in every.items() if look.is_capital and look.script in CASED]
    if not words:
        return ()
    asked = [
        mention.text
        for mention in english_mentions(words_of(undotted(target)), gazetteer_of(language))
        if mention.kind in ("", "person") and len(mention.text) >= _SURE_LETTERS and fold(mention.text) not in _CALENDAR
    ]
    parts = {name: [part for part in name.split() if len(part) > 2] for name in asked}
    return tuple(name for name, several in parts.items() if several and likeness(several, words).max() < _SURELY_LIKE)


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


def has_hole(target: str, lost: Sequence[Doubt]) -> bool:
    """Whether the English leaves a place for a name that it lost empty: `in .`, `()`, `by has`."""
    if any(doubt.weight > 1 for doubt in lost) and _STRANDED.search(target) is not None:
        return True
    return bool(lost) and _HOLE.search(target) is not None


# -- the English names something that the source does not


def _added(
    words: Sequence[Word], known: Sequence[Mention], english: Sequence[Mention], gazetteer: Gazetteer, target: str
) -> tuple[Doubt, ...]:
    keys = {one.key for mention in known for one in mention.known}
    keys |= {form for key in keys for form in gazetteer.seats.get(key, ())}
    folded = " " + " ".join(word.look.form for word in words) + " "
    asked = [m for m in english if not _is_stated(m, keys, folded)]
    if not asked:
        return ()
    weights = {m.start: weight for m, weight in zip(asked, _unheard(asked, words, known), strict=True)}
    unheard = [mention for mention in asked if weights[mention.start]]
    lean = any(writes_few_vowels(word.text) for word in words)
    deaf = any(word.look.script in _DEAF for word in words)
    doubts = []
    for mention in unheard:
        weight = 1 if deaf else min(weights[mention.start], _added_weight(mention, gazetteer, lean))
        if weight > 1 and (_has_neighbour(mention, english, unheard) or _is_gloss(mention, target, english, unheard)):
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


def _is_gloss(mention: Mention, target: str, english: Sequence[Mention], unheard: Sequence[Mention]) -> bool:
    """Whether the name only says where another is, as in "Naples, Italy", or is half of a word: Euro-Asia."""
    if target[mention.start - 1 : mention.start] == "-" or target[mention.end : mention.end + 1] == "-":
        return True
    places = [other for other in english if other not in unheard]
    return bool(mention.known) and any(target[other.end : mention.start] == ", " for other in places)


def _is_stated(mention: Mention, keys: set[str], folded: str) -> bool:
    """Whether the source states the name as it is, or a known form of it."""
    text = fold(mention.text)
    if text in _CALENDAR or (text[: max(4, len(text) - 2)] if len(text) > 3 else f" {text} ") in folded:
        return True
    for one in mention.known:
        if (
            one.key in keys
            or not keys.isdisjoint(one.english)
            or any(_begins(form, folded) for form in (*one.native, *one.hints, *one.untagged))
        ):
            return True
    return False


def _begins(form: str, folded: str) -> bool:
    """Whether some word begins as a form does; where a script writes articles before words, or no spaces, stands in it."""
    script = script_of(form[0]) if form else ""
    if script in UNSPACED:
        return form in folded
    stem = form[: max(4, len(form) - 3)]
    if script in CASED or len(form) < 3:
        return any(f" {way}" in folded for way in _softened(stem, form)) if len(form) > 2 else f" {form} " in folded
    if script == "Arab":  # l- and al- become one
        stem = stem.removeprefix("ال")
    return stem in folded


def _softened(stem: str, form: str) -> tuple[str, ...]:
    """The beginning of a form, and of the words that Slavic languages make of it with another last consonant."""
    root = form[:-1] if form[-1] in VOWELS else form
    soft = _SOFT.get(root[-1], "") if 4 <= len(form) <= 8 else ""
    return (stem, *(root[:-1] + other for other in soft))


def _unheard(mentions: Sequence[Mention], words: Sequence[Word], known: Sequence[Mention]) -> list[int]:
    """For each name whether no word of the source sounds like any of its forms: 2 surely, 1 perhaps, 0 one does."""
    spaced = [w for w in words if w.look.script not in UNSPACED]
    taken = {place for mention in known if _is_listed(mention) for place in range(mention.start, mention.end)}
    named = np.array([w.look.script not in CASED or w.look.is_capital for w in spaced], bool)
    free = np.array([w.start not in taken for w in spaced], bool)
    run = " ".join(w.text for w in words if w.look.script in UNSPACED)
    stream = "" if _CHINESE.fullmatch(run) else stream_of(run)
    forms = [_forms(mention) for mention in mentions]
    scores = likeness([form for several in forms for form in several], [w.text for w in spaced])
    found: list[int] = []
    at = 0
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
        found.append(_unspelt(several, run) if run and unheard and not stream and not listed else 2 * unheard)
    return found


def _unspelt(forms: Sequence[str], run: str) -> int:
    """Whether no characters spell any form of a name: 2 surely, 1 perhaps, 0 some do."""
    best = max(spelling(form, run) for form in forms)
    return (best < _UNSPELT) + (best < _SURELY_UNSPELT)


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
    asked = [m for m in known if not any(one.key in keys or _says(one, folded, gazetteer) for one in m.known)]
    covered = {place for mention in known for place in range(mention.start, mention.end)}
    rest = [
        mention
        for mention in capital_mentions(words, language)
        if mention.start not in covered
        and not is_calendar(mention)
        and fold(mention.text) not in gazetteer.calendar
        and fold(mention.text) not in hints
        and fold(mention.text)[:4] not in starts
    ][:MOST]
    capitals = [word for word in words if word.look.is_capital]
    edges = {edge for word in capitals for edge in (word.start - 1, word.end + 1)}
    weighed = [(m, _lost_weight(m, language, bool(edges & {m.start, m.end}))) for m in (*asked, *rest)]
    weighed = [(mention, weight) for mention, weight in weighed if weight]
    if not weighed:
        return ()
    read = [word for word in here if len(word.text) > 2]
    texts = [word.text for word in read]
    given = {one.key for mention in known for one in mention.known}
    taken = {p for m in english if any(one.key in given for one in m.known) for p in range(m.start, m.end)}
    free = np.array([word.start not in taken for word in read], bool)
    forms = [[*_forms(mention), mention.text] if mention.known else [mention.text] for mention, _ in weighed]
    scores = likeness(texts, [form for several in forms for form in several])
    doubts, at = [], 0
    for (mention, weight), several in zip(weighed, forms, strict=True):
        near = scores[:, at : at + len(several)]
        best = (near if mention.known else near[free]).max(initial=0)
        at += len(several)
        if best < (0.6 if mention.known else _UNHEARD):
            doubts.append(Doubt(mention, weight))
    if not doubts:
        return ()
    if language in NOUNS:  # there only a full name is surely none of the nouns
        names = [word for word in capitals if is_name(latin(word.text))]
        return tuple(_without_trace(doubts, names, is_plain=False))
    return tuple(_without_trace(doubts, capitals, _is_plain(here, words)))


def _is_plain(here: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether the English has no word that may stand for a name by its meaning: with a capital, in capitals, a pronoun."""
    forms = {word.look.form for word in words}
    for word in here:
        form = word.look.form
        if form in _PRONOUNS or (len(form) > 1 and word.text.rstrip("s").isupper() and form not in forms):
            return False
        if (
            word.look.is_capital
            and not word.opens
            and (form in _CALENDAR - _DAYS or (is_ordinary(word.text) and form not in _DAYS))
        ):
            return False
    return True


def _without_trace(doubts: Sequence[Doubt], capitals: Sequence[Word], is_plain: bool) -> list[Doubt]:
    """The doubts, strong where no other word of the name is given, and nothing in plain English may render it.

    A forename beside another lost word is a person's, whom no English renders by a meaning.
    """
    full = _beside_forenames([doubt.mention for doubt in doubts])
    lost = {doubt.mention.start for doubt in doubts}
    given = [word for word in capitals if word.start not in lost]
    edges = {edge for word in given for edge in (word.start - 1, word.end + 1)}
    return [
        Doubt(doubt.mention, 2)
        if (is_plain or doubt.mention.start in full)
        and _may_be_gone(doubt.mention)
        and not edges & {doubt.mention.start, doubt.mention.end}
        else doubt
        for doubt in doubts
    ]


def _beside_forenames(mentions: Sequence[Mention]) -> set[int]:
    """Where names of two words start and end in them, one of which English knows as a name."""
    found = set()
    for first, second in pairwise(sorted(mentions, key=lambda mention: mention.start)):
        letters = (latin(first.text), latin(second.text))
        if second.start == first.end + 1 and any(is_name(word) and not is_ordinary(word) for word in letters):
            found |= {first.start, second.start}
    return found


def _may_be_gone(mention: Mention) -> bool:
    if _is_listed(mention):
        return mention.kind in ("country", "person") and script_of(mention.text[0]) in ("Hani", "Kana")
    return not mention.known and not mention.opens and mention.kind != "acronym"


def is_calendar(mention: Mention) -> bool:
    """Whether a word is of the calendar or of a faith, which English writes with capitals and others do not."""
    return latin(mention.text) in _CALENDAR


def _says(one: Known, folded: set[str], gazetteer: Gazetteer) -> bool:
    forms = (*one.english, *gazetteer.seats.get(one.key, ()))
    return any(all(word in folded for word in form.split()) for form in forms)


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
