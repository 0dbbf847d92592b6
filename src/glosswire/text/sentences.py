"""Split a block into sentences: spans that, with the white space between them, cover its text exactly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from glosswire.model import Article, Sentence
from glosswire.text.abbreviations import BEFORE_NUMBER, ORDINALS, TITLES, abbreviations_of, openers_of
from glosswire.text.tokens import script_of

_STOPS = ".!?…‽⁇⁈⁉;:։؟۔।॥።፧፨᠃།჻፡"
_CLOSERS = r"\"'”’“‘»«›‹)\]}」』）】》〉"
_OPENING = "\"'“”„‚«»‹›‘’([{¿¡-–—•*「『（《〈 \u00a0\u202f\u200e\u200f"
# Where a sentence may end: a break of lines, a wide stop, a stop before white space, or one that needs no space.
_CANDIDATE = re.compile(
    r"(?P<line>[\r\n\u2028\u2029]+)"
    rf"|(?P<wide>(?:[。！？｡]|[!?](?=[\"”’」』）)]{{0,2}}[\u3040-\u9fff「『]))[！？!?…。]{{0,9}}[\"'”’」』）)】》〉]{{0,9}})"
    rf"|(?P<tight>[។៕။༎]+[{_CLOSERS}]{{0,9}})"
    rf"|(?P<stop>(?<![{_STOPS}])[{_STOPS}]++[{_CLOSERS}]{{0,9}}+(?:[ \u00a0\u202f]»)?)(?=\s)"
    r"|(?P<joined>(?<=[^\W_]{3})[.!?](?=[A-ZÀ-ÞΑ-ΩА-ЯІЇЄҐ][^\W\d_]*\s))"
    r"|(?P<gap>(?<=[\u0e00-\u0e7f])[ \u00a0]+(?=[\u0e00-\u0e7f\"“]))"
    r"|(?P<final>(?:(?<=མས)|(?<=ནུག)|(?<=འདུག))\s+(?=[\u0f00-\u0fff]))"
)
_NEAR = 60  # characters on either side of a stop that are looked at, so that time is linear in length
_QUOTED = 400  # how far back a straight quotation mark is looked for
_THAI_LENGTH = 50  # characters; F1 on half of NTREX .48 at 40, .46 at 50, .37 at 120; longer pieces translate better
_THAI_HOLD_BEFORE = tuple("ว่า เช่น คือ และ หรือ ของ ที่ โดย กับ ๆ นาย นาง นางสาว ดร. พ.ศ. ค.ศ. ปี วันที่ เวลา".split())
_THAI_HOLD_AFTER = tuple(
    "ซึ่ง ที่ และ หรือ เพื่อ เพราะ แต่ จึง ทำให้ รวมถึง รวมทั้ง กล่าว เช่น จะ ได้ ๆ กับ แก่ ของ ก็ ว่า ด้วย โดย ก่อน หลังจาก เมื่อ"
    " เนื่องจาก จน ตลอด พร้อม ทั้ง ถึง แม้ อีก".split()
)
_APOSTROPHE_WORD = re.compile(r"['’‘]\w{1,2}\s\W*[A-ZÀ-Ý]")  # 'n Man, 's Avonds
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,4}")
_ARMENIAN_END = re.compile(r"[\u0561-\u0587»)]\s?[։:](?:\s|$)")  # where these end sentences, a full stop is a colon
_ROMAN = re.compile(r"[IVXLC]+")
_BEFORE = re.compile(r"[^\s\"„“”«»‘’(\[/–—]+$")
_WORD = re.compile(r"[^\W\d_]+")
_JAPANESE_GO_ON = "とはがをのでもにな、，,"  # particles that carry a sentence on past a quotation
_INDIC = frozenset({"Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"})


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a language decides."""

    language: str
    abbreviations: frozenset[str]
    openers: frozenset[str]
    has_ordinals: bool
    dot_is_colon: bool = False


def split(text: str, language: str = "", block: int = 0) -> tuple[Sentence, ...]:
    """The sentences of a block's text in order; what lies between two, before or after them is white space.

    `language`: a BCP 47 tag, or empty where it is not known. A sentence inside a quotation is one of its own.
    """
    rules = _rules(language.split("-")[0].lower())
    if rules.language == "hy" and _ARMENIAN_END.search(text):
        rules = replace(rules, dot_is_colon=True)
    found: list[Sentence] = []
    start = 0
    for end in _ends(text, rules):
        found += _trimmed(text, start, end, block)
        start = end
    found += _trimmed(text, start, len(text), block)
    return tuple(found)


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The sentences of all blocks of an article, in their order."""
    tag = article.language.tag
    return tuple(s for i, block in enumerate(article.blocks) for s in split(block.text, tag, i))


@lru_cache(maxsize=256)
def _rules(language: str) -> _Rules:
    return _Rules(language, abbreviations_of(language), openers_of(language), language in ORDINALS or not language)


def _trimmed(text: str, start: int, end: int, block: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Sentence(block, start, end)


def _ends(text: str, rules: _Rules) -> Iterator[int]:
    start = 0
    for found in _CANDIDATE.finditer(text):
        if found.lastgroup == "line" or _is_end(text, start, found, rules):
            start = _end(text, start, found)
            yield start


def _end(text: str, start: int, found: re.Match[str]) -> int:
    """Where the stop ends: before a straight quotation mark that opens the next sentence, where there are no spaces."""
    end = found.end()
    if found.lastgroup == "wide" and text[end - 1] == '"' and text[max(start, end - _QUOTED) : end].count('"') % 2:
        return end - 1
    return end


def _is_end(text: str, start: int, found: re.Match[str], rules: _Rules) -> bool:
    """Whether a sentence that began at `start` ends with this stop."""
    after = text[found.end() : found.end() + _NEAR]
    following = after.lstrip()
    if not following and len(after) < _NEAR:
        return False  # nothing but space follows: the end of the text ends it anyway
    before = text[max(start, found.start() - _NEAR) : found.start()]
    stop = found.group()
    match found.lastgroup:
        case "wide":
            return _is_wide_end(stop, following)
        case "tight" | "final":
            return True
        case "joined":  # a space was lost; only before a word that begins sentences
            word = _WORD.match(following)
            return bool(word and word.group().lower() in rules.openers)
        case "gap":
            return _is_thai_end(before, following, found.start() - start)
    return _is_stop_end(before, stop, following, rules, found.start() - len(before) == start)


def _is_wide_end(stop: str, following: str) -> bool:
    if following[:1] in "、，,。！？!?」』)）”’…":
        return False
    quoted = stop[-1] in "」』”)）"
    return not (following[:1] in "とっ" or (quoted and following[:1] in _JAPANESE_GO_ON))


def _is_thai_end(before: str, following: str, length: int) -> bool:
    """Thai has no end marks: a space ends a sentence once it is long enough, unless words about it hold it together."""
    return (
        length >= _THAI_LENGTH and not before.endswith(_THAI_HOLD_BEFORE) and not following.startswith(_THAI_HOLD_AFTER)
    )


def _is_stop_end(before: str, stop: str, following: str, rules: _Rules, is_first: bool) -> bool:
    opening = following.lstrip(_OPENING)
    first = opening[:1]
    mark = stop.rstrip("\"'”’“‘»«›‹)]}」』）】》〉 \u00a0\u202f")
    if mark[:1] in ";:":
        return _is_colon_end(before, mark, first, rules)
    if mark == "፡" or (_goes_on(opening) and not _APOSTROPHE_WORD.match(following)):
        return False
    if mark == "." and rules.dot_is_colon:
        return False
    if mark == "." and stop == ".":
        return not _is_abbreviated(before, opening, rules, is_first)
    return True


def _is_colon_end(before: str, mark: str, first: str, rules: _Rules) -> bool:
    """Armenian may end a sentence with a colon, and Greek a question with a semicolon."""
    last = before.rstrip()[-1:] or " "
    if mark == ":" and rules.language in ("hy", ""):
        return (script_of(last) == "Armn" if last.isalpha() else last in '»”")' and rules.language == "hy") and (
            first.isupper() or first.isdigit()
        )
    if mark == ";" and rules.language in ("el", ""):
        return script_of(last) == "Grek" and first.isupper()
    return False


def _goes_on(opening: str) -> bool:
    """Whether what follows a stop begins with a small letter; Georgian has no others, and iPhone is a name."""
    first = opening[:1]
    return first.islower() and not "ა" <= first <= "ჿ" and not opening[1:2].isupper()


def _is_abbreviated(before: str, opening: str, rules: _Rules, is_first: bool) -> bool:
    """Whether the full stop after `before` belongs to its last word and not to the sentence."""
    last = _BEFORE.search(before)
    word = last.group() if last else ""
    low = word.lower().lstrip("0123456789'’-")
    if not word:
        return False
    if opening[:1].isdigit() and (low in BEFORE_NUMBER or (word.isdigit() and len(word) <= 2)):
        return True
    if low in TITLES:
        return True
    if is_first and word == before.strip() and (word.isdigit() or len(word) == 1):
        return True  # the number of a list item
    following = _WORD.match(opening)
    if following and len(following.group()) == 1 and opening[1:2] == ".":
        return len(word) <= 2 or low in rules.abbreviations  # z. B., г. Ю. А., J. A.
    if following and following.group().lower() in rules.openers:
        return False
    if len(word) == 1 and word.isalpha() and (word.isupper() or script_of(word) in _INDIC):
        return True
    if low in rules.abbreviations or _INITIALS.fullmatch(word):
        return True
    if rules.has_ordinals and ((word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(word)):
        return bool(opening)
    return False
