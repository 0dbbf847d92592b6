"""Read what one sentence of a report states: numbers with what they count, places, dates, and who is cited.

The English is read; a number is looked up in the original too, by the original's language, and where the checks doubt
the English the original's number counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from glosswire.stories.amounts import Amount
from glosswire.stories.counted import Counted, counted, values_of
from glosswire.stories.known import Fact
from glosswire.stories.nouns import bag_of, is_plural
from glosswire.text.names.gazetteer import gazetteer_of
from glosswire.text.names.reading import Mention, english_mentions, undotted, words_of
from glosswire.text.numbers import Value, stated
from glosswire.text.numbers.tell import tell

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]\d)(?!\d)")
_AHEAD = re.compile(r"\b(?:next|will|would|shall|expected|scheduled|planned|upcoming|until|by)\b", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:last|previous) (?:year|month|week)|\b(?:years?|months?|decades?) (?:ago|earlier)\b", re.IGNORECASE
)
_ACCORDING = re.compile(r"\b(?:according to|citing|cited by|quoting|as reported by)\s+", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:said|says|announced|announces|confirmed|confirms|stated|told|declared|estimates|estimated|reported|reports|warned|wrote)\b"
)
# Lower-case words of what a body or an office is called.
_OFFICIAL = frozenset(
    "ministry minister police government officials official authorities authority spokesman spokeswoman spokesperson president"
    " governor mayor agency service services department office committee commission company army military navy court prosecutor"
    " prosecutors institute survey media television statement health interior defence defense foreign prime chief head"
    " rescuers firefighters hospital ministry's local state regional national federal city provincial organization organisation"
    " presidency centre center bureau chancellor secretary archbishop director deputy senior vice emergency disaster management"
    " civil protection geological seismological meteorological statistics statistical news academy university council reports".split()
)
_LEADING = frozenset("the a an its his her their local some several".split())
_JOINING = frozenset("of and for the de on".split())
_MARK = re.compile(r"[^\W\d_][\w’'.-]*|\([A-Z]{2,8}\)|[^\w\s]|\d+")


@lru_cache(maxsize=4096)  # some 15 MB; the largest story that is compared has 2,400
def facts_of(english: str, source: str, language: str, doubts: frozenset[str], day: date) -> tuple[Fact, ...]:
    """What a sentence states, by its English and its source in `language`.

    `doubts`: the kinds of findings that readers see of it; `day`: when the report came out.
    """
    text = undotted(english[:LONGEST])
    values = values_of(text)
    mentions = tuple(english_mentions(words_of(text), gazetteer_of("en")))
    found = [
        *_placed(_numbers(text, values, source, language, bool(doubts & _OF_NUMBERS)), text, mentions, day),
        *(replace(fact, is_doubted=bool(doubts & _OF_NAMES)) for fact in _places(mentions)),
        *_dated(text, values, source, language, day, bool(doubts & _OF_NUMBERS)),
        *(replace(fact, is_doubted=bool(doubts & _OF_NAMES)) for fact in _attributions(text, mentions)),
    ]
    return tuple(found[:MOST_FACTS])


LONGEST = 600  # characters of a sentence that are read
MOST_FACTS = 12  # of a sentence: what states more is a table, or hostile
_OF_NUMBERS = frozenset({"number", "untranslated", "shift", "leak"})  # kinds of findings that cast doubt on numbers
_OF_NAMES = frozenset({"name", "untranslated", "repetition", "shift", "leak"})


def _placed(numbers: Iterator[Fact], text: str, mentions: Sequence[Mention], day: date) -> Iterator[Fact]:
    """Numbers with the words, places and time of their sentence; names are left out, as all of a story has them."""
    facts = tuple(numbers)
    if not facts:
        return
    bag = bag_of(text) - bag_of(" ".join(mention.text for mention in mentions))
    lands = frozenset((m.kind, m.known[0].key) for m in mentions if m.kind in ("country", "place") and _is_itself(m))
    when = _when(text, day)
    for fact in facts:
        words = bag - _ANYBODY if fact.aspect == "person" else bag
        yield replace(fact, bag=words, lands=lands, when="" if fact.is_loose else when)


_ANYBODY = bag_of("people person persons others")  # so common that they make no two sentences alike


def _when(text: str, day: date) -> str:
    """The time other than the report's own that a sentence speaks of."""
    for year in _YEAR.finditer(text):
        if int(year.group()) != day.year:
            return year.group()
    then = _THEN.search(text)
    return then.group().lower() if then else ""


# -- numbers, from both sides


def _numbers(text: str, values: Sequence[Value], source: str, language: str, is_doubted: bool) -> Iterator[Fact]:
    ours = counted(text, values)
    same = source == text or language.partition("-")[0] == "en"
    theirs = () if same or not ours else _sure(_original(source, language))
    for one in ours:
        fact = Fact(
            "number", one.key, one.about, text[one.start : one.end].strip(), frozenset(),
            amount=one.amount, aspect=one.aspect, is_loose=one.is_loose, is_toll=one.is_toll,
        )  # fmt: skip
        yield fact if same else _checked(fact, one, source, theirs, values, is_doubted)


@lru_cache(maxsize=16)  # a sentence is asked for its numbers and for its days
def _original(source: str, language: str) -> tuple[Value, ...]:
    return stated(source[:LONGEST], language)


def _sure(values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(v for v in values if v.kind in ("number", "measure", "percent", "money") and len(v.readings[0]) == 1)


def _checked(
    fact: Fact, one: Counted, source: str, theirs: Sequence[Value], values: Sequence[Value], is_doubted: bool
) -> Fact:
    """A number with what the original says of it; the original's own where the English is in doubt and it is plain."""
    wanted = set(one.value.readings)
    for value in sorted(theirs, key=lambda value: value.readings[0] not in wanted):
        if wanted.intersection(value.readings):
            return replace(fact, original=source[value.start : value.end])
    if not is_doubted:
        return fact
    english = {number for value in values for reading in value.readings for number in reading}
    left = [v for v in theirs if v.is_sure and not any(n in english for reading in v.readings for n in reading)]
    same = [value for value in left if value.kind == one.value.kind]
    if len(same) != 1 or same[0].is_spelled or one.value.is_spelled or fact.is_loose:
        return replace(fact, is_doubted=True, note="The checks doubt this number.")
    told, start = tell(source, same[0]), one.amount.start
    number = float(same[0].number)
    note = f"The translation says {fact.said}; the original says {told}, which counts here."
    held = Amount(number, number, start) if one.amount.is_exact else Amount(
        number if one.amount.low else 0.0, number if one.amount.high != float("inf") else one.amount.high, start
    )  # fmt: skip
    return replace(fact, amount=held, said=told, original=source[same[0].start : same[0].end], note=note)


# -- places


def _places(mentions: Sequence[Mention]) -> Iterator[Fact]:
    for mention in mentions:
        if mention.kind in ("country", "place") and mention.known and _is_itself(mention):
            known = mention.known[0]
            yield Fact("place", known.key, known.title, mention.text, frozenset())


def _is_itself(mention: Mention) -> bool:
    """Whether a mention is the place's own name, not its people's or language's."""
    known = mention.known[0]
    said = mention.text.lower()
    return mention.kind == "place" or said == known.title.lower() or mention.text.isupper() or not _PEOPLES.search(said)


_PEOPLES = re.compile(r"(?:ish|[ai]ns?|eans?|ese|is?|ic|ch|mans?|uks?|ots?|nes?|ds?)$")  # Turkish, Iraqi, Germans


# -- dates


def _dates(text: str, values: Sequence[Value], day: date) -> Iterator[Fact]:
    """Days that a sentence names, with the year nearest to the report's day where it names none."""
    days = [_day_beside(text, values, at, day) for at, value in enumerate(values) if value.kind == "month"]
    found = [one for one in days if one is not None]
    if not found:
        found = [one for v in values if v.kind == "weekday" if (one := _weekday(text, v, day)) is not None]
    for when, said in found:
        year = "" if when.year == day.year else f" {when.year}"
        yield Fact("date", when.isoformat(), f"{when.day} {_MONTHS[when.month - 1]}{year}", said, frozenset())


def _dated(
    text: str, values: Sequence[Value], source: str, language: str, day: date, is_doubted: bool
) -> Iterator[Fact]:
    """Days with the words of their sentence, without those that name a day; one that the original contradicts in doubt."""
    found = tuple(_dates(text, values, day))
    if not found:
        return
    named = " ".join((*_MONTHS, *(fact.said for fact in found)))
    bag = bag_of(text) - bag_of(named)
    same = source == text or language.partition("-")[0] == "en"
    theirs = () if same else _original(source, language)
    for fact in found:
        is_other = any(map(str.isdigit, fact.said)) and _contradicts(theirs, date.fromisoformat(fact.key))
        note = "The original does not say this day." if is_other else ""
        aspect = "day" if same or any(value.kind == "month" for value in theirs) else ""
        yield replace(fact, bag=bag, aspect=aspect, is_doubted=is_doubted or is_other, note=note)


def _contradicts(theirs: Sequence[Value], when: date) -> bool:
    """Whether an original names months, and not this one, or numbers, and not this day's."""
    months = {value.number for value in theirs if value.kind == "month"}
    numbers = {number for value in theirs for reading in value.readings for number in reading}
    return bool(months) and (when.month not in months or when.day not in numbers)


def _day_beside(text: str, values: Sequence[Value], at: int, day: date) -> tuple[date, str] | None:
    month = values[at]
    near = [v for v in values[max(0, at - 1) : at + 3] if v.kind in ("number", "ordinal") and len(v.readings[0]) == 1]
    days = [v for v in near if 1 <= v.number <= 31 and v.number == int(v.number) and _gap(text, v, month) <= 4]
    if not days:
        return None
    chosen = days[0]
    years = [v for v in near if 1500 <= v.number <= 2200 and _gap(text, v, month) <= 8]
    start, end = min(chosen.start, month.start), max(chosen.end, month.end)
    if years:
        end = max(end, years[0].end)
    when = _nearest(int(month.number), int(chosen.number), int(years[0].number) if years else None, day)
    return None if when is None else (when, text[start:end])


def _gap(text: str, one: Value, other: Value) -> int:
    first, last = (one, other) if one.start < other.start else (other, one)
    return last.start - first.end


def _nearest(month: int, number: int, year: int | None, day: date) -> date | None:
    found = []
    for candidate in (year,) if year else (day.year, day.year - 1, day.year + 1):
        try:
            found.append(date(candidate, month, number))
        except ValueError:  # the 30th of February
            continue
    return min(found, key=lambda one: abs((one - day).days), default=None)


def _weekday(text: str, value: Value, day: date) -> tuple[date, str] | None:
    """The last such day up to the report's own; nothing where the sentence looks ahead."""
    if _AHEAD.search(text):
        return None
    back = (day.weekday() - int(value.number)) % 7
    return day - timedelta(days=back), text[value.start : value.end]


# -- attributions


def _attributions(text: str, mentions: Sequence[Mention]) -> Iterator[Fact]:
    """Who is cited: behind "according to", or before a verb of saying."""
    for found in _ACCORDING.finditer(text):
        yield from _cited(_ahead(text[found.end() : found.end() + 120]), mentions)
    for found in _SAYING.finditer(text):
        yield from _cited(_behind(text[max(0, found.start() - 120) : found.start()]), mentions)


def _cited(said: str, mentions: Sequence[Mention]) -> Iterator[Fact]:
    words = [word.strip("().,").lower() for word in said.split()]
    carrying = [word for word in words if word not in _LEADING and word not in _JOINING]
    if not carrying or not (
        any(word in _OFFICIAL or is_plural(word) for word in carrying) or _is_somebody(said, mentions)
    ):
        return
    is_person = any(m.kind == "person" and said.endswith(m.text) for m in mentions)
    yield Fact("attribution", carrying[-1] if is_person else " ".join(carrying), said, said, frozenset())


def _is_somebody(said: str, mentions: Sequence[Mention]) -> bool:
    return any(m.text in said and m.kind in ("person", "body", "acronym", "") for m in mentions)


def _ahead(text: str) -> str:
    """The name of who is cited at the start of a text."""
    end = 0
    for token in _MARK.finditer(text):
        if not _is_part(token[0]) or (token.start() - end > 1 and end):
            break
        end = token.end()
    return _trimmed(text[:end])


def _behind(text: str) -> str:
    """The name of who says something at the end of a text."""
    start, last = len(text), len(text)
    for token in reversed(list(_MARK.finditer(text))):
        if last - token.end() > 1 or not _is_part(token[0]):
            break
        start, last = token.start(), token.start()
    return _trimmed(text[start:])


def _is_part(word: str) -> bool:
    return (
        word[0].isupper()
        or (word[0] == "(" and len(word) > 2)
        or word in _OFFICIAL
        or word in _JOINING
        or word in _LEADING
    )


def _trimmed(said: str) -> str:
    """A cited name without words at its ends that only lead to it or away."""
    words = said.split()
    while words and words[0].lower() in _LEADING | _JOINING:
        words.pop(0)
    while words and words[-1].lower() in _LEADING | _JOINING:
        words.pop()
    return " ".join(words).rstrip(".") if words and words[0][0] not in "'’" else ""
