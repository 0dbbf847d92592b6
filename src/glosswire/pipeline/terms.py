"""Which segments of an article the present terms of its language make outdated."""

from dataclasses import dataclass, replace

from glosswire.model import Reading, Segment
from glosswire.pipeline.checks import is_checked
from glosswire.pipeline.settle import source_of
from glosswire.translate.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Compared:
    """Segments of which it is known now by which terms they hold, and those that are to be made again."""

    kept: tuple[Segment, ...]
    outdated: tuple[Segment, ...]


def compare(reading: Reading, glossary: Glossary) -> Compared:
    """Tell which segments were made by other terms than the glossary has for their sources now.

    Of which it is not known, as they were made before it was recorded, those are made again whose English breaks a
    term, and the others count as made by the present ones. What the operator corrected stays.
    """
    language = reading.article.language.tag
    kept: list[Segment] = []
    outdated: list[Segment] = []
    for segment in filter(is_checked, reading.translation.segments):
        source = source_of(reading, segment)
        terms = glossary.digest(source, language)
        if segment.terms is None and _holds(glossary, source, segment.as_said, language):
            kept.append(replace(segment, terms=terms))
        elif segment.terms != terms:
            outdated.append(segment)
    return Compared(tuple(kept), tuple(outdated))


def _holds(glossary: Glossary, source: str, english: str, language: str) -> bool:
    """Whether English has all terms of its source as the glossary wants them."""
    is_settled = glossary.prepare(source, language).settle(english) == english
    return is_settled and not glossary.findings(source, english, language)
