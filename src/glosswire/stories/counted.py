"""Tell what the numbers of an English sentence count, by the words around them; a number that nothing tells has no key.

English says what it counts in few ways: right behind the number in the plural ("12 Russian soldiers"), with what
happened to them before or behind ("killed 12 people", "12 people were killed"), behind a noun that is a number itself
("a magnitude of 6.1", "the death toll rose to 15"). Whatever fits none of them is left alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glosswire.stories.amounts import Amount, amount
from glosswire.stories.nouns import NO_THINGS, PEOPLE, STOPS, is_plural, singular
from glosswire.text.numbers import Value, stated
from glosswire.text.numbers.units import FACTORS

_WINDOW = 9  # words behind what is counted in which is said what happened to it
_MODIFIERS = 4  # words between a number and its noun
_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?|\d(?:[\d.,:]*\d)?|[^\w\s]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

# What happened to those who are counted, by the words that say so. These counts grow while a story goes on.
_FATES: dict[str, str] = {
    form: fate
    for fate, forms in {
        "dead": "dead died dies die dying killed kill kills killing death deaths fatalities fatality perished slain casualties",
        "injured": "injured injuries injury injuring injures injure wounded wounding wound wounds hurt",
        "missing": "missing unaccounted",
        "arrested": "arrested arrest arrests arresting detained detain detains detaining detention detentions apprehended",
        "evacuated": "evacuated evacuate evacuates evacuating evacuees",
        "displaced": "displaced displacing homeless",
        "rescued": "rescued rescue rescues rescuing",
        "infected": "infected infections infecting",
        "in hospital": "hospitalized hospitalised hospital hospitals",
        "trapped": "trapped trapping",
        "destroyed": "destroyed destroy destroys destroying collapsed",
        "damaged": "damaged damaging damages",
    }.items()
    for form in forms.split()
}
_THINGS_ONLY = frozenset({"destroyed", "damaged"})
_DOES = frozenset(
    "kill kills killed killing injure injures injured injuring wounded wounding arrest arrests arrested arresting detain"
    " detains detained detaining evacuate evacuates evacuated evacuating rescue rescues rescued rescuing infected infecting"
    " trapped trapping displaced displacing destroyed destroy destroys destroying damaged damaging".split()
)
_TOLL = re.compile(
    r"(?:\b(?:death )?toll\b|\bnumber of (?:the |people |those )?(?P<fate>dead|deaths|fatalities|killed|injured|wounded|missing|arrested"
    r"|detained|arrests|detentions|evacuated|displaced|rescued|infected|injuries))\b[^.;:\d]{0,48}$",
    re.IGNORECASE,
)
_THE_DEAD = re.compile(
    r"\bthe (?P<fate>dead|killed|injured|wounded|missing|arrested|detained|evacuated|rescued|displaced)"
    r" (?:now )?(?:are|is|were|number\w*|total\w*|reach\w*|stand\w*)(?: (?:at|to|now|already))?\s*$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:claim|claims|claimed|claiming|cost|costs|costing|took|taken|takes|taking) (?:the lives of )?[^.;:\d]{0,20}$",
    re.IGNORECASE,
)
_LOST = re.compile(r"\blost (?:their|his|her|its) li(?:fe|ves)\b", re.IGNORECASE)
_CONTINUE_OVER = frozenset("including among mostly most some many all mainly at".split())
_BEFORE_SKIPPED = frozenset(
    "at least about around some approximately roughly nearly almost more than over up to as many another a an further additional"
    " the lives of estimated total other no fewer less close just under well even only".split()
)
_AUXILIARIES = frozenset(
    "was were is are been be being have has had got get getting who which that left found reported confirmed feared".split()
)
_ACTIVE = frozenset(
    "kill kills killing die dying injure injures injuring arrest arresting detain detains detaining evacuate evacuates evacuating"
    " rescue rescues rescuing infecting trapping displacing destroy destroys destroying damage damages damaging wound wounding".split()
)  # behind those who are counted these tell what they do: "9,000 people take part in rescue work"
_OBJECTS = frozenset(
    "a an the his her their its more some about several one three four five six seven eight nine ten".split()
)
_NUMBERED = frozenset(
    "article articles resolution section chapter number no room route highway flight law level phase version group act paragraph"
    " page day week window channel boeing airbus apollo artemis chandrayaan covid class grade type line lines mark step block"
    " unit reactor reactors stage floor gate platform round season episode season top".split()
)
_SHAKE = re.compile(
    r"\b(?:earthquakes?|quakes?|tremors?|aftershocks?|seismic|seismological|richter|shocks?|epicent)", re.IGNORECASE
)
_MAGNITUDE_BEFORE = re.compile(
    r"\bmagnitudes?(?:\s+(?:of|was|is|at|as|were|to|about|around|a|the|both|earthquakes?))*\s*$", re.IGNORECASE
)
_MAGNITUDE_AFTER = re.compile(
    r"[- ](?:degrees?\s+)?magnitude\b|(?:\s+degrees?)?\s+on (?:the|a) (?:\w+\s+)?(?:Richter|scale|magnitude)",
    re.IGNORECASE,
)
_STRENGTH_BEFORE = re.compile(
    r"\b(?:strength|force|intensity|power|strong|measur\w+|sizes?)\b[^.;:\d]{0,32}$", re.IGNORECASE
)
_CHAINED = re.compile(r"\s*(?:,|and|or|,\s*and)\s*(?:the\s+other\s+)?$", re.IGNORECASE)
_VOTES_AFTER = re.compile(
    r"\s*(?:\w+\s+)?(?:votes?|voted|deputies|lawmakers|members|MPs)?\s*(?:voted\s+|were\s+)?(?P<way>in favou?r|for\b|against|abstain\w*|abstentions?|opposed)",
    re.IGNORECASE,
)
_VOTES_TO = re.compile(r"\s*(votes?)?\s+(?:to|against)\s+(?=\d)", re.IGNORECASE)
_POLL = re.compile(
    r"\b(?:vot\w+|ballot\w*|abst\w+|parliament|assembly|bill|motion|resolution|ratif\w+|in favou?r)\b", re.IGNORECASE
)
_SHARES = (
    "turnout inflation unemployment growth support participation share rate approval interest majority discount tariff tariffs"
    " tax probability humidity deficit debt".split()
)
_WORTHS = (
    "prize fine budget damage damages cost costs price loan aid donation donations investment deal package sum compensation ransom"
    " grant award profit profits loss losses revenue revenues debt deficit funds funding turnover bail salary worth contract".split()
)
_SIZES = {
    "tall": "height", "high": "height", "height": "height", "long": "length", "length": "length", "deep": "depth",
    "depth": "depth", "wide": "width", "width": "width", "area": "area", "distance": "distance", "altitude": "altitude",
}  # fmt: skip
_AGED = re.compile(r"\baged?\s+$|\bage of\s+$", re.IGNORECASE)
_AGE_AFTER = re.compile(r"-?\s?years?-?\s?old\b", re.IGNORECASE)
_TIMING = re.compile(r"\s*(?:ago|later|after|before|earlier|old|now|until|long enough)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+[€$£]?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|to|or)\s*[€$£]?", re.IGNORECASE)
_SUBSET = re.compile(r"\s+of\s+(?:the|them|these|those|whom|which|its|his|their)\b", re.IGNORECASE)
_SQUARE_OF = re.compile(r"\s*(?:kilomet(?:er|re)s?|met(?:er|re)s?|miles|feet|km)\b", re.IGNORECASE)
_BROKEN = re.compile(r"\d, \d{3}(?!\d)")  # "86, 600": a number that an engine broke
_IN_EVERY = re.compile(r"\b(?:one|two|three|four|nine|\d+) (?:in|out of)(?: every)? $", re.IGNORECASE)  # "one in five"
_PRISON = re.compile(
    r"\b(?:sentenced|jailed|imprison\w+|prison|jail)\b[^.;:\d]{0,30}$|^[^.;:\d]{0,10}\b(?:in|of) (?:prison|jail)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts: `key` is the same for all words for it, `about` is for people to read.

    `is_loose`: many a thing goes by this key, so that only the same amounts are of the same thing, and those of one `aspect`
    in sentences that are alike. `is_toll`: it grows while a story goes on. `start` and `end`: the words that say it, from its hedge to its noun; `value` as it was read.
    """

    key: str
    about: str
    amount: Amount
    value: Value
    start: int
    end: int
    aspect: str = ""
    is_loose: bool = False
    is_toll: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a line with its amount and the tokens beside it: `after` is the index of the first behind it."""

    value: Value
    amount: Amount
    end: int
    before: int
    after: int


class _Line:
    """An English sentence taken apart once for all of its numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [_Token(m[0], m[0].lower(), *m.span()) for m in _WORD.finditer(text)]
        self._starts = [token.start for token in self.tokens]

    def index(self, place: int) -> int:
        """The first token that begins at a place or behind it."""
        return bisect_left(self._starts, place)


def counted(text: str, values: Sequence[Value]) -> tuple[Counted, ...]:
    """The numbers of an English sentence whose counted thing its words tell, in their order, of its `values_of`."""
    if not any(value.kind in _COUNTING for value in values):
        return ()
    line = _Line(text)
    found: list[Counted] = []
    for number in _numbers(line, values):
        one = _counted(line, number, found[-1] if found else None)
        if one is not None:
            found.append(replace(one, key=f"{one.key} more", aspect="") if _is_further(line, one, number) else one)
    return tuple(found)


def values_of(text: str) -> tuple[Value, ...]:
    """The values of an English sentence, where any of its words may state one."""
    return stated(_BRITISH.sub(r"\1er", text), "en") if _MAY_STATE.search(text) else ()


def _is_further(line: _Line, one: Counted, number: _Number) -> bool:
    """Whether a number comes on top of others: "two more athletes", "another 12"."""
    return one.is_toll and (
        _FURTHER.search(line.text[max(0, one.start - 16) : one.start]) is not None
        or _MORE.search(line.text[number.end : max(one.end, number.end + 6)]) is not None
    )


_FURTHER = re.compile(r"\b(?:another|further|additional|extra)\s+$", re.IGNORECASE)
_MORE = re.compile(r"^\s(?:more|additional|further|extra)\b", re.IGNORECASE)
_COUNTING = frozenset({"number", "measure", "percent", "money"})
_BRITISH = re.compile(
    r"\b((?:kilo|centi|milli)?met|lit)re(?=s?\b)", re.IGNORECASE
)  # units are read by CLDR's American names
_MAY_STATE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|thousand|million|billion|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


# -- which numbers may count something


def _numbers(line: _Line, values: Sequence[Value]) -> Iterator[_Number]:
    """The numbers that may count, a range as one."""
    skipped = -1
    for at, value in enumerate(values):
        if at <= skipped or not _counts(line, values, at):
            continue
        upper = None
        end = value.end
        follows = values[at + 1] if at + 1 < len(values) else None
        if follows is not None and _is_range(line.text, value, follows):
            upper, end, skipped = float(follows.number), follows.end, at + 1
        whole = value if upper is None or follows is None or not follows.unit else replace(follows, start=value.start)
        held = amount(line.text, float(value.number), value.start, end, upper)
        yield _Number(whole, held, end, line.index(value.start) - 1, line.index(end))


def _counts(line: _Line, values: Sequence[Value], at: int) -> bool:
    value, text = values[at], line.text
    if value.kind not in _COUNTING or len(value.readings[0]) != 1:
        return False
    said = text[value.start : value.end].lower()
    if not value.is_sure and said not in ("one", "a million", "hundred"):
        return False
    if value.start and (text[value.start - 1] in "-/’'#" or text[value.start - 1].isalpha()):
        return False
    if _BROKEN.search(text[max(0, value.start - 3) : value.end + 5]):
        return False
    if value.end < len(text) and text[value.end].isalpha():
        return False  # "3rd"
    if _IN_EVERY.search(text[max(0, value.start - 16) : value.start]):
        return False
    if value.end < len(text) and text[value.end] in "/:" and text[value.end + 1 : value.end + 2].isdigit():
        return False
    before = line.tokens[line.index(value.start) - 1] if line.index(value.start) else None
    if before is not None and before.word.rstrip(".") in _NUMBERED:
        return False
    return not _is_date(values, at) and not _is_age(text, value)


def _is_date(values: Sequence[Value], at: int) -> bool:
    """Whether a number is a day beside its month, or a year beside either."""
    value = values[at]
    for other in values[max(0, at - 2) : at + 3]:
        if other.kind in ("month", "date") and value.kind == "number" and value.number <= 2200:
            gap = other.start - value.end if other.start >= value.end else value.start - other.end
            if gap <= (7 if value.number > 31 else 4):
                return True
    return False


def _is_age(text: str, value: Value) -> bool:
    if _AGED.search(text, max(0, value.start - 12), value.start) or _AGE_AFTER.match(text, value.end):
        return True
    if value.unit == "duration-year" and re.match(r"[- ]?olds?\b", text[value.end : value.end + 6]):
        return True
    is_apposed = text[max(0, value.start - 2) : value.start] == ", " and text[value.end : value.end + 1] == ","
    return is_apposed and value.kind == "number" and value.number < 110 and not value.is_spelled


def _is_range(text: str, value: Value, follows: Value) -> bool:
    between = text[value.end : follows.start]
    if _BETWEEN.search(text, max(0, value.start - 12), value.start) and between.strip(" $€£") == "and":
        return True
    if value.number >= follows.number or follows.kind == "time":
        return False
    is_from = re.search(r"\b(?:from|rose|risen)\s+$", text[max(0, value.start - 8) : value.start], re.IGNORECASE)
    return _TO.fullmatch(between) is not None and is_from is None and follows.number <= 10 * value.number


# -- what they count


def _counted(line: _Line, number: _Number, last: Counted | None) -> Counted | None:
    for rule in (_magnitude, _votes, _fate_beside):
        if (found := rule(line, number, last)) is not None:
            return found
    match number.value.kind:
        case "percent":
            return _percent(line, number)
        case "money":
            return _money(line, number)
        case "measure":
            return _measure(line, number)
        case _:
            return _things(line, number)


def _of(
    line: _Line,
    number: _Number,
    key: str,
    about: str = "",
    end: int = 0,
    aspect: str | None = None,
    is_toll: bool = False,
) -> Counted:
    """The number with its key; a loose one where an aspect is given, were it empty."""
    held, is_loose = number.amount, aspect is not None
    start = held.start - (line.text[max(0, held.start - 1) : held.start] in _SIGNS)
    return Counted(key, about or key, held, number.value, start, max(end, number.end), aspect or "", is_loose, is_toll)


_SIGNS = frozenset("€$£¥₹")


def _magnitude(line: _Line, number: _Number, last: Counted | None) -> Counted | None:
    text, value = line.text, number.value
    if not 1 <= value.number < 10 or value.kind not in ("number", "measure") or value.unit.startswith("duration"):
        return None
    before = text[max(0, value.start - 48) : value.start]
    chained = last is not None and last.key == "magnitude" and _CHAINED.fullmatch(text[last.end : value.start])
    is_named = _MAGNITUDE_BEFORE.search(before) or _MAGNITUDE_AFTER.match(text, number.end)
    digits = text[value.start : value.end]
    is_strength = bool(re.match(r"\d[.,]\d", digits)) and _STRENGTH_BEFORE.search(before) and _SHAKE.search(text)
    if chained or is_named or is_strength:
        return _of(line, number, "magnitude")
    return None


def _votes(line: _Line, number: _Number, last: Counted | None) -> Counted | None:
    if number.value.kind != "number" or not _POLL.search(line.text):
        return None
    if to := _VOTES_TO.match(line.text, number.end):
        return _of(line, number, "votes for", end=to.end(1) if to[1] else 0)
    between = _VOTES_TO.match(line.text, last.end) if last is not None and last.key == "votes for" else None
    if between is not None and between.end() == number.value.start:
        return _of(line, number, "votes against")
    found = _VOTES_AFTER.match(line.text, number.end)
    if found is None:
        return None
    way = found["way"].lower()
    key = (
        "votes for"
        if way.startswith(("in fav", "for"))
        else "votes against"
        if way in ("against", "opposed")
        else "abstentions"
    )
    return _of(line, number, key, end=found.end())


def _fate_beside(line: _Line, number: _Number, last: Counted | None) -> Counted | None:
    """What happened to those who are counted, where the words beside the number say it."""
    if number.value.kind != "number" or _SUBSET.match(line.text, number.end):
        return None
    group, group_end, at = _group(line, number)
    if group in NO_THINGS:
        return None  # "arrested 13 times"
    if _YEAR.fullmatch(line.text, number.value.start, number.end) and (not group or _is_year(line, number, at)):
        return None  # "the 1999 attack killed"
    fate = _fate_after(line, at, group != "") or _fate_before(line, number)
    if not fate:
        return None
    if fate in _THINGS_ONLY and (not group or group in PEOPLE):
        return None
    whom = "" if group in PEOPLE or not group else singular(group)
    key = f"{fate} {whom}".strip()
    about = f"{fate} ({group})" if whom else fate
    return _of(line, number, key, about, group_end, is_toll=True)


def _group(line: _Line, number: _Number) -> tuple[str, int, int]:
    """The plural noun right behind a number, where it ends, and the index of the token behind it; without one the number's."""
    head, head_end, after = "", number.end, number.after
    for at in range(number.after, min(number.after + _MODIFIERS + 1, len(line.tokens))):
        token = line.tokens[at]
        if token.word in STOPS or not token.word[0].isalpha():
            break
        if token.word in _FATES and (token.word not in ("rescue", "hospital") or head):
            if head or at == number.after:
                break
            return "", number.end, at
        if head and (not is_plural(token.word) or line.text[head_end - len(head)].isupper() > token.text[0].isupper()):
            break  # "2020 Olympics opens"
        if is_plural(token.word) or (number.value.number == 1 and token.word in _ONES):
            head, head_end, after = token.word, token.end, at + 1
    return head, head_end, after


_ONES = frozenset("person man woman child boy girl soldier civilian officer policeman student passenger worker".split())


def _fate_after(line: _Line, at: int, has_group: bool) -> str:
    """What the words behind those who are counted say of them."""
    passive, skipping = False, False
    left = _WINDOW if has_group else 2
    for index in range(at, len(line.tokens)):
        token = line.tokens[index]
        left -= token.word not in _AUXILIARIES
        if left < 0:
            break
        if skipping:
            skipping = token.word != ","
            continue
        if token.word == "," or token.word == "(":
            ahead = line.tokens[index + 1].word if index + 1 < len(line.tokens) else ""
            if ahead not in _CONTINUE_OVER or token.word == "(":
                return ""
            skipping = True
            continue
        if token.word in ".;:" or token.word[0].isdigit() or token.word in ("and", "while", "but", "as", "when"):
            return ""
        if token.word in _AUXILIARIES:
            passive = True
        if token.word == "lost" and _LOST.match(line.text, token.start):
            return "dead"
        if fate := _FATES.get(token.word):
            if token.word in ("hospital", "hospitals") and not passive:
                return ""
            if has_group and (token.word in _ACTIVE or (token.word == "hurt" and not passive)):
                return ""
            if token.word in _DOES and not passive and has_group and _has_object(line, index):
                return ""
            return "in hospital" if fate == "injured" and _TREATED.match(line.text, token.end) else fate
    return ""


_TREATED = re.compile(r"[^.;:\d]{0,40}\b(?:hospital|intensive care)", re.IGNORECASE)


def _has_object(line: _Line, index: int) -> bool:
    """Whether a verb's object follows: "12 soldiers killed three civilians"."""
    if index + 1 >= len(line.tokens):
        return False
    ahead = line.tokens[index + 1].word
    then = line.tokens[index + 2].word if index + 2 < len(line.tokens) else ""
    return ahead in _OBJECTS or ahead[0].isdigit() or (ahead, then) == ("at", "least") or is_plural(ahead)


def _fate_before(line: _Line, number: _Number) -> str:
    """What the words before a number say of those whom it counts."""
    before = line.text[max(0, number.amount.start - 90) : number.amount.start]
    if found := _TOLL.search(before):
        return _FATES[found["fate"].lower()] if found["fate"] else "dead"
    if found := _THE_DEAD.search(before):
        return _FATES[found["fate"].lower()]
    if _LIVES.search(before) and re.search(r"\blives\b", line.text[max(0, number.amount.start - 40) : number.end + 12]):
        return "dead"
    at = number.before
    for _ in range(7):
        if at < 0 or line.tokens[at].word not in _BEFORE_SKIPPED:
            break
        if line.tokens[at].word == "to" and (at == 0 or line.tokens[at - 1].word != "up"):
            break  # "evacuated to 24 centres"
        at -= 1
    if at < 0 or line.tokens[at].word not in _DOES:
        return ""
    return _FATES[line.tokens[at].word]


def _percent(line: _Line, number: _Number) -> Counted | None:
    text = line.text
    found = re.match(
        r"\s+of\s+(?:all\s+|the\s+|its\s+|their\s+)?((?:[\w’'-]+\s+){0,3}?[\w’'-]+?)(?=\s+(?:is|are|was|were|in|on|at|by|from|to|for|with|who|that|have|has|had|and|or|as)\b|[.,;:)]|$)",
        text[number.end :],
        re.IGNORECASE,
    )
    if found:
        head = found[1].split()[-1].lower()
        return _of(
            line, number, f"% {singular(head)}", f"percent of {found[1]}", number.end + found.end(), singular(head)
        )
    for token in reversed(line.tokens[max(0, number.before - 8) : number.before + 1]):
        if token.word in ".;:" or token.word[0].isdigit():
            break
        if token.word in _SHARES:
            return _of(line, number, f"% {singular(token.word)}", f"{token.word} (percent)", aspect=token.word)
    return None


def _money(line: _Line, number: _Number) -> Counted:
    """Money: for what, where the words beside it say; else the amount stands for itself."""
    unit = number.value.unit
    near = [
        *reversed(line.tokens[max(0, number.before - 6) : number.before + 1]),
        *line.tokens[number.after : number.after + 5],
    ]
    for token in near:
        if token.word in _WORTHS:
            noun = singular(token.word)
            return _itself(line, number, noun, f"{noun} ({unit})")
    return _itself(line, number)


def _measure(line: _Line, number: _Number) -> Counted | None:
    unit, text = number.value.unit, line.text
    if _TIMING.match(text, number.end):
        return None
    if unit.startswith("duration"):
        if _PRISON.search(text[max(0, number.value.start - 50) : number.value.start]) or _PRISON.search(
            text[number.end : number.end + 24]
        ):
            return _of(line, number, f"prison {unit}", f"prison ({unit[9:]}s)", aspect="prison")
        return _itself(line, number) if _is_compound(text, number) else None
    near = [
        *line.tokens[number.after : number.after + 2],
        *reversed(line.tokens[max(0, number.before - 4) : number.before + 1]),
    ]
    for token in near:
        if token.word in _SIZES:
            return _itself(line, number, _SIZES[token.word], _SIZES[token.word])
    return _itself(line, number)


def _is_compound(text: str, number: _Number) -> bool:
    """Whether a length of time qualifies a noun, or is said to be one: "44-day war", "lasted 44 days"."""
    before = text[max(0, number.amount.start - 24) : number.amount.start]
    return (
        "-" in text[number.value.start : number.end + 1]
        or re.search(r"\b(?:lasts|lasted|lasting|took|spent)\s+(?:for\s+)?$", before) is not None
    )


def _itself(line: _Line, number: _Number, aspect: str = "", about: str = "") -> Counted:
    """An amount of a unit in the base of its dimension, which says enough to be the same wherever it is the same."""
    value = number.value
    tail = _SQUARE_OF.match(line.text, number.end)
    end = tail.end() if tail else number.end
    dimension, factor = (value.unit, 1.0) if value.kind == "money" else FACTORS.get(value.unit, (value.unit, 1.0))
    slack = _CONVERTED if value.unit in _IMPERIAL and value.kind == "measure" else 0.0
    held = number.amount
    base = replace(held, low=held.low * factor * (1 - slack), high=held.high * factor * (1 + slack))
    sign = line.text[max(0, value.start - 1) : value.start] in _SIGNS
    said = about or line.text[value.start - sign : end]
    return _of(line, replace(number, amount=base), f"= {dimension}", said, end, aspect)


_IMPERIAL = frozenset(
    unit for unit in FACTORS if re.search("mile|foot|inch|yard|acre|pound|ounce|stone|gallon|fahrenheit", unit)
)
_CONVERTED = 0.05  # what a conversion into or out of these is rounded by: 45 miles are "72 km", 1,000 feet "300 metres"


def _things(line: _Line, number: _Number) -> Counted | None:
    """The noun in the plural behind a number."""
    said = line.text[number.value.start : number.end]
    if _SUBSET.match(line.text, number.end):
        return None
    group, end, after = _group(line, number)
    if not group or group in NO_THINGS or after <= number.after or number.amount.high in (0, 1):
        return None
    if number.value.is_spelled and number.before >= 0 and line.tokens[number.before].word in _KNOWN:
        return None
    is_title = line.text[end - len(group)].isupper() and (number.value.is_spelled or _YEAR.fullmatch(said) is not None)
    if is_title or (_YEAR.fullmatch(said) and _is_year(line, number, after)):
        return None
    key, of = singular(group), _OF_WHAT.match(line.text, end)
    if of is not None:  # heads of state
        group, end = f"{group} of {of[1]}", of.end()
    return _of(line, number, f"n {key}", group, end, key, is_toll=True) if key else None


_OF_WHAT = re.compile(
    r" of (?!the\b|a\b|an\b|its\b|their\b|his\b|her\b|this\b|these\b|those\b|them\b|which\b|whom\b)([a-z]+)\b"
)


_KNOWN = frozenset("the these those his her its their our both of".split())  # "the two countries" counts nothing


def _is_year(line: _Line, number: _Number, after: int) -> bool:
    """Whether four digits are rather a year: "in 2020 soldiers", "Tokyo 2020 tickets"."""
    before = line.tokens[number.before] if number.before >= 0 else None
    return after - number.after > 2 or (before is not None and (before.word in _YEAR_LEADS or before.text[0].isupper()))


_YEAR_LEADS = frozenset(
    "in of since until from the by year during late early after before for between and to around".split()
)
