"""Find what stands in quotation marks, in the marks of any language, and hold English to the marks of its original.

`text.fidelity` judges single pairs of sentences by the count of their marks; only here is it known whether a sentence
lies within a quotation that an earlier one opened (`running`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from glosswire.model import Block, Sentence

# What may close each mark. German closes with what English opens with, Swedish and Finnish close as they open.
_CLOSERS = {
    "„": '“”"‟»',
    "“": '”"',
    "”": "”",
    "‟": "”",
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "‚": "‘’'",
    "‘": "’'",
    "’": "’",
    "‹": "›",
    "›": "‹›",
    '"': '"”',
    "＂": "＂",
    "〝": "〟〞",
    "'": "'’",
}
_MARK = re.compile("[„“”‟«»「」『』﹁﹂‚‘’‹›\"＂〝〟〞']")
_SINGLE = "‘’'‚"
_DEEPEST = 5  # marks within marks
_DASH = re.compile(r"[—–―-]\s*(?=\S)|[—–―]")
# Marks of either direction, and pairs that name works, which English quotes too.
_ENGLISH_PAIR = re.compile(r"[“„«]([^“”„«»]*)[”“»]|\"([^\"]*)\"|(?<!\w)[‘']([^‘’']{1,300})[’'](?!\w)")
_UNMARKED = frozenset("bo dz my".split())  # of 1,000 lines of NTREX 150 to 220 lack the marks of the English
_IN_ACRONYM = re.compile(
    '[\u05d0-\u05ea]["“”][\u05d0-\u05ea](?![\u05d0-\u05ea])'
)  # before a Hebrew acronym's last letter
_ANY = re.compile(
    "[„“”‟«»「」『』﹁﹂‹›\"＂〝〟〞《》〈〉״]|<<|>>|,,|``|''|(?<!\\w)['‚‘’](?=\\w)|(?<=[\\w.,!?…])['‘’](?!\\w)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The half-open span of the characters between two marks; `end` of an unclosed one is that of the text."""

    start: int
    end: int
    mark: str
    is_closed: bool = True

    @property
    def outside(self) -> tuple[int, int]:
        """The span with its marks."""
        return self.start - 1, self.end + self.is_closed


def scan(text: str) -> tuple[Quoted, ...]:
    """The outermost quotations of a text in order, in one pass; the last may be unclosed."""
    found: list[Quoted] = []
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark in '"“”' and _IN_ACRONYM.match(text, max(0, at - 1)):
            continue
        depth = _closed_by(stack, mark, text, at)
        if depth is not None:
            opened = stack[0]
            del stack[depth:]
            if not stack:
                found.append(Quoted(opened[1] + 1, at, opened[0]))
        elif len(stack) < _DEEPEST and _opens(mark, text, at):
            stack.append((mark, at))
    if stack and stack[0][0] not in _SINGLE:
        found.append(Quoted(stack[0][1] + 1, len(text), stack[0][0], False))
    return tuple(found)


def first_close(text: str, mark: str) -> int | None:
    """Where a quotation that a text before opened with `mark` ends in this one; None where it does not."""
    level = 0
    for match in _MARK.finditer(text):
        char, at = match.group(), match.start()
        if char in _CLOSERS.get(mark, "") and char not in _SINGLE:
            if level == 0 or char == mark:
                return at
            level -= 1
        elif char in "„“«「『" and char != mark:
            level += 1
        elif char == mark:
            return None  # another quotation opens
    return None


def has_marks(text: str) -> bool:
    """Whether any quotation mark stands in a text, or a dash that opens speech."""
    return bool(_ANY.search(text)) or bool(_DASH.match(text.lstrip()))


def dash_of(text: str) -> int:
    """How many characters the dash takes with which a paragraph of speech opens; 0 where there is none."""
    found = re.match(r"[—–―-]{1,2}\s*(?=[^\W_]|[¡¿«„“\"…])", text)
    return found.end() if found and not text[found.end() : found.end() + 1].isdigit() else 0


def runs_on(text: str, mark: str) -> tuple[int, int] | None:
    """The span of a text that goes on a quotation which the block before left open; None where it does not."""
    opening = len(text) - len(text.lstrip())
    again = text[opening : opening + 1] in (mark, "»" if mark == "«" else mark)
    start = opening + 1 if again else opening
    end = first_close(text[start:], mark)
    if end is not None:
        return start, start + end
    return (start, len(text)) if again else None


def by_block(sentences: Sequence[Sentence]) -> dict[int, list[Sentence]]:
    """The sentences of each block."""
    found: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.block, []).append(sentence)
    return found


def running(blocks: Sequence[Block], sentences: Sequence[Sentence]) -> frozenset[Sentence]:
    """The sentences of an article that begin within a quotation which an earlier one opened."""
    found: set[Sentence] = set()
    pending = ""
    own = by_block(sentences)
    for index, block in enumerate(blocks):
        text = block.text
        goes_on = runs_on(text, pending) if pending else None
        spans = list(scan(text))
        inside = [(q.start, q.end) for q in spans]
        if goes_on:
            inside.append((goes_on[0] - 2, goes_on[1]))
        inside.sort()
        for sentence in own.get(index, ()):
            at = bisect_right(inside, (sentence.start - 1, len(text) + 1)) - 1
            if at >= 0 and inside[at][0] < sentence.start < inside[at][1]:
                found.add(sentence)
        is_open = bool(spans) and not spans[-1].is_closed
        pending = spans[-1].mark if is_open else pending if goes_on and goes_on[1] >= len(text) else ""
    return frozenset(found)


def settle_marks(source: str, target: str, language: str, is_running: bool = False) -> str:
    """The English without the quotation marks that its source has not; as it is where the source has any.

    `is_running`: whether the sentence lies within a quotation that an earlier one opened. A mark without its counterpart
    stays, and all do where a language's press writes none.
    """
    if not _is_added(source, target, language, is_running):
        return target
    return _ENGLISH_PAIR.sub(lambda m: m.group(1) or m.group(2) or m.group(3) or "", target)


def _is_added(source: str, target: str, language: str, is_running: bool) -> bool:
    """Whether English words stand in a pair of marks that nothing in the source answers to."""
    if is_running or language.split("-")[0] in _UNMARKED or has_marks(source):
        return False
    return bool(_ENGLISH_PAIR.search(target))


def _closed_by(stack: Sequence[tuple[str, int]], mark: str, text: str, at: int) -> int | None:
    """How deep in the stack the quotation is that this mark closes."""
    if mark in _SINGLE and (not _ends_word(text, at)):
        return None
    for depth in range(len(stack) - 1, -1, -1):
        opened, place = stack[depth]
        if mark in _CLOSERS[opened] and at > place + 1:
            if mark == opened and mark in "»”'\"" and depth == len(stack) - 1 and _opens_word(text, at) and mark != '"':
                return None
            return depth
    return None


def _ends_word(text: str, at: int) -> bool:
    """Whether a single mark stands at the end of a word, and is no apostrophe within one."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and not after.isalnum()


def _opens_word(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "(\u00a0[") and bool(after) and not after.isspace()


def _opens(mark: str, text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if mark not in _CLOSERS or not after:
        return False
    if mark in "„“«「『﹁‹〝‟":
        return True
    if mark == '"' or mark == "＂":
        return not after.isspace() and not (at and text[at - 1].isdigit() and not after.isalpha())
    if mark in "‘‚":
        return not after.isspace() and (not at or not text[at - 1].isalnum())
    if mark == "'":
        return _opens_word(text, at) and after.isalpha() and "' " in text[at + 3 : at + 400] + " "
    return _opens_word(text, at)  # ” » ’ › open only in front of a word
