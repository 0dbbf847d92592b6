"""What an article as a whole makes of its engine's English: its own quotation marks, and one form of each name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from glosswire.model import Finding, Reading, Segment, Sentence
from glosswire.store.english import OPERATOR
from glosswire.text.marks import running, settle_marks
from glosswire.translate.agreement import Agreed, Pair, agree
from glosswire.translate.glossary import Glossary

VERSION: Final = 1  # counts up when the same words come out otherwise, so that stored articles are settled again


@dataclass(frozen=True, slots=True)
class Settled:
    """All segments of an article, the translated ones settled, and what could not be, by their first sentences."""

    segments: tuple[Segment, ...]
    findings: Mapping[Sentence, tuple[Finding, ...]]


def settle(reading: Reading, glossary: Glossary) -> Settled:
    """Settle the English of a whole article.

    It comes from what the engines said and from nothing else, so that it is the same in whatever order the segments came
    and however often this is done. What the operator corrected has its say and stays as it is.
    """
    article, language = reading.article, reading.article.language.tag
    inside = running(article.blocks, reading.sentences)
    made = [segment for segment in reading.translation.segments if segment.state == "translated"]
    pairs = [_pair(reading, segment, segment.sources[0] in inside) for segment in made]
    agreed = dict(zip((s.sources[0] for s in made), agree(pairs, language, glossary), strict=True))
    segments = tuple(_settled(segment, agreed.get(segment.sources[0])) for segment in reading.translation.segments)
    return Settled(segments, {sentence: found.findings for sentence, found in agreed.items() if found.findings})


def source_of(reading: Reading, segment: Segment) -> str:
    """The text that a segment renders."""
    return " ".join(map(reading.article.text_of, segment.sources))


def _pair(reading: Reading, segment: Segment, is_running: bool) -> Pair:
    source = source_of(reading, segment)
    if segment.engine == OPERATOR:
        return Pair(source, segment.target)
    return Pair(source, settle_marks(source, segment.as_said, reading.article.language.tag, is_running))


def _settled(segment: Segment, agreed: Agreed | None) -> Segment:
    if agreed is None or segment.engine == OPERATOR:
        return segment
    said = segment.as_said
    return replace(segment, target=agreed.english, said=said if said != agreed.english else "")
