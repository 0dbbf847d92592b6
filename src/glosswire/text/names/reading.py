"""Read a sentence for its names: known ones by the gazetteer, others by their capitals, in English and elsewhere."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glosswire.text.english import is_name, is_ordinary
from glosswire.text.names.gazetteer import CASED, VOWELS, Gazetteer, Kind, Known
from glosswire.text.names.sounds import bare, fold, latin
from glosswire.text.tokens import UNSPACED, script_of

LONGEST = 2000  # characters of a sentence that are read; news sentences have under 1,000
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u07a6-\u07b0\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fbc\u102b-\u109d\u135d-\u135f\u17b4-\u17d3\u200c\u200d"
_UNSPACED = r"\u0e00-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3041-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
_LETTERS = rf"[^\W\d_{_UNSPACED}]++[{_MARKS}]*+"
_WORD = re.compile(
    rf"[{_UNSPACED}{_MARKS}]*[{_UNSPACED}][{_UNSPACED}{_MARKS}]*|(?:{_LETTERS})++(?:[\"״׳'’“”‘](?=[\u05d0-\u05ea])[\u05d0-\u05ea]+)?"
)
_ASCII_WORD = re.compile("[A-Za-z]+")
_ACROSS = ("中国家", "中國家")  # 发展中国家, developing countries
_ENDS = frozenset(".!?:;…\"'“”„«»‘’‚‹›([{¿¡—–-|/•*·。！？「『」』")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_JOINING = frozenset({"Hang", "Geor", "Taml", "Telu", "Knda", "Mlym"})  # scripts whose languages join endings to names
_VOWELS_OR_NONE = VOWELS | {""}
# Languages that write every noun with a capital.
NOUNS = frozenset({"de", "lb", "gsw", "nds", "bar", "ksh", "frr", "stq"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a word shows wherever it stands: its folded form, its script, whether a capital letter begins it."""

    form: str
    script: str
    is_capital: bool


@lru_cache(maxsize=16384)
def look_of(word: str) -> Look:
    """See what a word shows."""
    return Look(fold(word), script_of(word[0]), word[0].isupper() or word[0].istitle())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence and where it stands; `opens`: after a mark or at the start, where a capital proves little."""

    text: str
    start: int
    end: int
    opens: bool
    look: Look


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a sentence that name something; `known` where the gazetteer has it, several where the form is shared."""

    text: str
    start: int
    end: int
    kind: Kind
    known: tuple[Known, ...] = ()
    opens: bool = False


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a sentence in their order."""
    return _words(text[:LONGEST])


@lru_cache(maxsize=64)  # one sentence is compared with several translations
def _words(text: str) -> tuple[Word, ...]:
    found = []
    last = 0
    for match in (_ASCII_WORD if text.isascii() else _WORD).finditer(text):
        start, end = match.span()
        word = match.group()
        # One space between two words is no mark.
        between = "" if start - last == 1 and text[last] == " " else text[last:start].rstrip()
        found.append(Word(word, start, end, between[-1] in _ENDS if between else not last, look_of(word)))
        last = end
    return tuple(found)


def is_title(words: Sequence[Word]) -> bool:
    """Whether a headline writes most of its words with capitals."""
    long = [word.look.is_capital for word in words if len(word.text) > 3 and word.look.script in CASED]
    return len(long) > 4 and sum(long) > 0.6 * len(long)


def is_english_title(words: Sequence[Word]) -> bool:
    """Whether an English headline writes ordinary words with capitals."""
    long = [word for word in words if len(word.text) > 3 and not word.opens]
    capital = sum(word.look.is_capital and is_ordinary(word.text) for word in long)
    if not capital:
        return False
    ordinary = sum(is_ordinary(word.text) for word in long)
    return ordinary > 1 and capital > 0.5 * ordinary


def undotted(text: str) -> str:
    """English with acronyms' full stops left out."""
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), text)


def english_mentions(words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The names in an English sentence."""
    at = 0
    while at < len(words):
        if not words[at].look.is_capital:
            at += 1
            continue
        taken, known = _english_known(words, at, gazetteer)
        last = words[at + taken - 1]
        text = " ".join(word.text for word in words[at : at + taken])
        if known:
            yield Mention(text, words[at].start, last.end, known[0].kind, known, words[at].opens)
        elif _may_name(words[at]):
            yield Mention(text, words[at].start, last.end, "acronym" if _is_acronym(text) else "", (), words[at].opens)
        at += taken


def _may_name(word: Word) -> bool:
    if len(word.text) < 2 or word.text in _TITLES:
        return False
    return not (is_ordinary(word.text) or (word.text.endswith("s") and is_ordinary(word.text[:-1])))


_TITLES = frozenset(
    "Mr Mrs Ms Dr Prof PhD MA BA MD Insp Det Sgt Lt Col Gen Maj Capt Cmdr Adm Supt Sen Rep Gov Rev Hon Jr Sr St Ste Mt Ft"
    " Co Corp Inc Ltd plc OK TV AM PM No vs Rd Ave Blvd".split()
)


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 6 and text.rstrip("s").isupper()


def _english_known(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> tuple[int, tuple[Known, ...]]:
    for taken in range(min(gazetteer.longest(words[at].look.form), len(words) - at), 0, -1):
        form = " ".join(word.look.form for word in words[at : at + taken])
        known = gazetteer.called(form)
        if taken == 1 and _is_forename(words, at):  # Jordan Spieth
            return 1, ()
        if taken == 1 and is_ordinary(form):  # May, Moon: a person's name alone that is a word as well
            known = tuple(one for one in known if one.kind != "person")
        if known and (len(form) > 3 or words[at].text.isupper()):
            return taken, known
    return 1, ()


def _is_forename(words: Sequence[Word], at: int) -> bool:
    """Whether another name follows at once, so that a country's name may be a person's."""
    if at + 1 == len(words) or words[at + 1].start != words[at].end + 1 or not words[at + 1].look.is_capital:
        return False
    return not is_ordinary(words[at + 1].text) and not words[at + 1].text.isupper()


def native_mentions(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The known names in a sentence of another language."""
    at = 0
    while at < len(words):
        word = words[at]
        if word.look.script in CASED and not word.look.is_capital:
            at += 1
            continue
        if word.look.script in UNSPACED:
            yield from _within(word, gazetteer)
            at += 1
            continue
        taken, known = _native_known(words, at, gazetteer)
        if taken:
            last = words[at + taken - 1]
            yield Mention(text[word.start : last.end], word.start, last.end, known[0].kind, known, word.opens)
        at += max(1, taken)


def _native_known(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> tuple[int, tuple[Known, ...]]:
    best = 0
    found: dict[int, Known] = {}
    for start in bare(words[at].look.form):
        for length in range(len(start), 0, -1):
            for form, one in gazetteer.begun(start[:length]):
                inflects = _inflects if form in one.native else _bends
                parts = form.split() if " " in form else [form]
                if len(parts) < best or not inflects(start, parts[0]) or not _follows(words, at, parts, inflects):
                    continue
                if len(parts) > best:
                    best, found = len(parts), {}
                found[id(one)] = one
    return best, tuple(found.values())


def _follows(words: Sequence[Word], at: int, parts: Sequence[str], inflects: Callable[[str, str], bool]) -> bool:
    """Whether the words after one are the rest of a form."""
    if len(parts) == 1:
        return True
    rest = words[at + 1 : at + len(parts)]
    return len(rest) == len(parts) - 1 and all(
        inflects(word.look.form, part) for word, part in zip(rest, parts[1:], strict=True)
    )


def _inflects(word: str, form: str) -> bool:
    """Whether a word may be a form of a name: its first letters, and an ending of up to four letters."""
    if word == form:
        return True
    if script_of(form[0]) in CASED:
        if len(form) < 3 or not -1 <= len(word) - len(form) <= 4:
            return False
        if len(form) < 5 or form[-1] not in VOWELS:
            return word.startswith(form)
        return word.startswith(form[:-1]) and word[len(form) - 1 : len(form)] in _VOWELS_OR_NONE
    most = 4 if script_of(form[0]) in _JOINING else 2
    if script_of(form[0]) == "Geor":
        form = form.removesuffix("ი")  # the ending of the nominative
    least = 2 if script_of(form[0]) == "Hang" else 4
    return len(form) >= least and word.startswith(form) and len(word) - len(form) <= most


def _bends(word: str, form: str) -> bool:
    """Whether a word is the form itself or, where the script has capitals, another case of it."""
    if word == form or len(form) < 5 or script_of(form[0]) not in CASED:
        return word == form and len(form) > 2
    stem = form[:-1] if form[-1] in VOWELS else form
    return word.startswith(stem) and len(word) - len(form) <= 2


def _within(run: Word, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Known names in a run of characters without spaces, the longest at each place."""
    text, at = fold(run.text), 0
    if len(text) != len(run.text):
        text = run.text
    while at < len(text) - 1:
        fits = [
            (form, one)
            for form, one in gazetteer.begun(text[at : at + 2])
            if text.startswith(form, at) and not text.startswith(_ACROSS, at)
        ]
        if not fits:
            at += 1
            continue
        longest = max(len(form) for form, _ in fits)
        known = tuple(one for form, one in fits if len(form) == longest)
        start = run.start + at
        yield Mention(run.text[at : at + longest], start, start + longest, known[0].kind, known)
        at += longest


def capital_mentions(words: Sequence[Word], language: str) -> Iterator[Mention]:
    """The names in a sentence by their capitals; Latin letters in a text of another script too."""
    own = _main_script(words)
    shouted = is_title(words)
    for word in words:
        script = word.look.script
        if script not in CASED or len(word.text) < 2 or not word.look.is_capital:
            continue
        if script == "Latn" and own != "Latn":
            yield Mention(word.text, word.start, word.end, "acronym" if _is_acronym(word.text) else "", (), False)
        elif not shouted and own in CASED:
            if language in NOUNS and not _is_acronym(word.text) and not is_name(latin(word.text)):
                continue
            yield Mention(word.text, word.start, word.end, "acronym" if _is_acronym(word.text) else "", (), word.opens)


def _main_script(words: Sequence[Word]) -> str:
    counts: dict[str, int] = {}
    for word in words:
        script = word.look.script
        counts[script] = counts.get(script, 0) + len(word.text)
    return max(counts, key=lambda script: counts[script], default="")
