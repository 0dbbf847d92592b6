"""Say in plain words what the checks found, where a reader can see it: one line for the page, a note for a sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from glosswire.model import (
    ALONE,
    APART,
    CONTEXT,
    WAY,
    Alternative,
    Finding,
    FindingKind,
    Quote,
    Segment,
    Sentence,
    Translation,
)
from glosswire.serve.tongues import direction, tongue
from glosswire.serve.views import Heard, Note, Returned, Verdict, Version, Words

NOTHING: Mapping[Quote, Heard] = {}
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
NAMELESS: Mapping[str, str] = {}
_UNNAMED = "an engine that is no longer known"
_WAYS: Mapping[str, str] = {
    ALONE: "asked for the sentence without placeholders",
    CONTEXT: "told the sentence before",
    APART: "asked for each sentence by itself",
}
_TITLES: Mapping[FindingKind, str] = {
    "number": "a number may be wrong",
    "name": "a name may be wrong",
    "negation": "a “not” may be lost or added",
    "attribution": "who says it, or how surely, may be lost",
    "omission": "something may be missing",
    "addition": "something may be added",
    "untranslated": "words are left untranslated",
    "repetition": "words are repeated",
    "quote": "quotation marks differ from the original’s",
    "shift": "it may belong to another sentence",
    "leak": "stray text may be in it",
    "term": "a name stands in another form than usual",
    "headline": "the article may not support it",
}


def shown_findings(segment: Segment | Alternative) -> tuple[Finding, ...]:
    """The findings of a segment, or of other English of it, that readers see."""
    return tuple(finding for finding in segment.findings if finding.is_shown)


def is_doubtful(segment: Segment) -> bool:
    """Whether a segment carries a mark."""
    return any(finding.is_shown for finding in segment.findings)


def judge(translation: Translation, language: str) -> Verdict:
    """Count what passed and what is marked, and say it in one sentence."""
    segments = translation.segments
    marked = sum(1 for segment in segments if is_doubtful(segment))
    left = sum(1 for segment in segments if segment.state == "failed" and not is_doubtful(segment))
    total, passed = translation.sentences, len(segments) - marked - left
    is_complete = translation.is_whole and bool(translation.checks)
    return Verdict(total, passed, marked, is_complete, _said(total, passed, marked, left, is_complete, language))


def _said(total: int, passed: int, marked: int, left: int, is_complete: bool, language: str) -> str:
    if not total:
        return ""
    if not is_complete:
        so_far = f"; {_are(marked)} marked so far" if marked else ""
        return f"The checks are not complete yet{so_far}."
    rest = [f"{_are(count)} {what}" for count, what in ((marked, "marked"), (left, f"left in {language}")) if count]
    if not rest:
        return f"All {total} sentences passed all checks." if total > 1 else "Its one sentence passed all checks."
    return f"{passed} of {total} sentences passed all checks; {', '.join(rest)}."


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"


def doubt_note(segment: Segment, language: str = "", makers: Mapping[str, str] = NAMELESS) -> Note | None:
    """Explain the mark of a segment, with what else was said of it, or None where it has none.

    `makers`: the titles of engines by their versions.
    """
    findings = shown_findings(segment)
    if not findings:
        return None
    details = tuple(dict.fromkeys(finding.detail for finding in findings))
    others = sorted(segment.alternatives, key=lambda alternative: _is_by_same(alternative, segment))
    versions = tuple(_version(alternative, segment, makers) for alternative in others)
    return Note("doubt", _titles_of(findings), details, versions=versions, back=_returned(segment, language, makers))


def _titles_of(findings: Iterable[Finding]) -> str:
    return "; ".join(dict.fromkeys(_TITLES[finding.kind] for finding in findings))


def _is_by_same(alternative: Alternative, segment: Segment) -> bool:
    return alternative.engine.partition(WAY)[0] == segment.engine.partition(WAY)[0]


def _version(alternative: Alternative, segment: Segment, makers: Mapping[str, str]) -> Version:
    usual = "its first answer" if _is_by_same(alternative, segment) else ""
    way = _WAYS.get(alternative.way, "asked for other words") if alternative.way else usual
    doubt = _titles_of(shown_findings(alternative))
    return Version(alternative.target, makers.get(alternative.engine, _UNNAMED), way, doubt)


def _returned(segment: Segment, language: str, makers: Mapping[str, str]) -> Returned | None:
    back = segment.back
    if back is None:
        return None
    words = Words(back.text, language, direction(language)) if back.text else None
    return Returned(words, makers.get(back.engine, _UNNAMED))


def quote_notes(
    quotes: Iterable[Quote], allowed: frozenset[Sentence], language: str, heard: Mapping[Quote, Heard] = NOTHING
) -> dict[Sentence, tuple[Note, ...]]:
    """Explain the quotes that we translated back, each at its last sentence, as far as all of it may be shown.

    `heard` has those of which an article in English prints the words that were said.
    """
    found: dict[Sentence, tuple[Note, ...]] = {}
    for quote in quotes:
        if quote.provenance == "back-translated" and quote.sentences and allowed.issuperset(quote.sentences):
            place = max(quote.sentences)
            found[place] = (*found.get(place, ()), _quote_note(quote, language, heard.get(quote)))
    return found


def english_of(quote: Quote, translation: Translation) -> str:
    """What stands in quotation marks in a quote's English, or all of it where no marks do."""
    wanted = frozenset(quote.sentences)
    english = " ".join(s.target for s in translation.segments if wanted.intersection(s.sources) and s.state != "failed")
    return " ".join(_QUOTED.findall(english)) or english


def _quote_note(quote: Quote, language: str, heard: Heard | None) -> Note:
    title = f"quoted words translated back from {tongue(language).name}"
    own = Words(quote.text, language, direction(language))
    return Note("quote", title, (quote.reason,) if quote.reason else (), "", quote.speaker, own, heard)


def notes_of(
    number: int,
    segment: Segment | None,
    sources: Sequence[Sentence],
    quoted: Mapping[Sentence, tuple[Note, ...]],
    language: str = "",
    makers: Mapping[str, str] = NAMELESS,
) -> tuple[Note, ...]:
    """All notes of a sentence's English, each with an anchor of its own."""
    doubt = doubt_note(segment, language, makers) if segment and segment.findings else None
    notes = [replace(doubt, anchor=f"m{number}")] if doubt else []
    quotes = [note for sentence in sources for note in quoted.get(sentence, ())] if quoted else ()
    notes += [
        replace(note, anchor=f"q{number}" + (f"-{turn}" if turn > 1 else "")) for turn, note in enumerate(quotes, 1)
    ]
    return tuple(notes)
