"""The check stage: what is found in a sentence's English, and in an article as a whole."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from glosswire.model import Finding, Quote, Reading, Segment, Sentence
from glosswire.pipeline.settle import VERSION as SETTLED
from glosswire.pipeline.settle import settle, source_of
from glosswire.store.english import OPERATOR
from glosswire.stories.embed import Encoder
from glosswire.stories.lifts import VERSION as LIFTS
from glosswire.text.fidelity import CHECKS, Likeness, check, headline_findings, misplaced
from glosswire.text.quotes import VERSION as QUOTES
from glosswire.text.quotes import quotes_of
from glosswire.translate.glossary import EMPTY, Glossary

REMEMBERED = 4096  # sentences: those of an article that becomes whole need not be checked again

Pair = tuple[str, str, str]  # language, source, English, as the encoder takes them


class Likens(Protocol):
    """Say how alike sentences and their English are."""

    def liken(self, pairs: Sequence[Pair]) -> Sequence[Likeness | None]:
        """One answer for each of (language, source, target); None where it does not know."""

    def place(self, language: str, sources: Sequence[str], targets: Sequence[str]) -> Sequence[Likeness | None]:
        """Likewise for an article's sentences in their order, with how like the English and those beside are."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of an article: the segments that they read, with their findings, and its quotes."""

    segments: tuple[Segment, ...]
    quotes: tuple[Quote, ...]

    @property
    def findings(self) -> Mapping[Sentence, tuple[Finding, ...]]:
        """The findings by the first sentence of their segment."""
        return {segment.sources[0]: segment.findings for segment in self.segments}


class Checker:
    """Check sentences and whole articles; what was checked lately is remembered. One thread's own, as the encoder is."""

    def __init__(self, encoder: Likens | None = None, glossary: Glossary = EMPTY) -> None:
        """Check with the terms of `glossary` too; its version is part of the checks'."""
        self.version = f"{CHECKS}+quotes-{QUOTES}+settled-{SETTLED}+terms-{glossary.version}+lifts-{LIFTS}"
        self._encoder = Encoder() if encoder is None else encoder
        self._glossary = glossary
        self._known: OrderedDict[Pair, tuple[Finding, ...]] = OrderedDict()

    def sentences(self, pairs: Iterable[Pair]) -> list[tuple[Finding, ...]]:
        """The findings of each pair; the encoder takes what is new at once, which costs half as much as one by one."""
        asked = list(pairs)
        new = [pair for pair in dict.fromkeys(asked) if pair not in self._known]
        found = {pair: self._known[pair] for pair in asked if pair in self._known}
        for pair, likeness in zip(new, self._encoder.liken(new), strict=True):
            language, source, target = pair
            said = check(source, target, language, likeness)
            missed = self._glossary.findings(source, target, language)
            found[pair] = self._known[pair] = (*said, *missed)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return [found[pair] for pair in asked]

    def article(self, reading: Reading) -> Checked:
        """The settled English of each translated segment with its findings, the headline's included, and the quotes.

        What the operator corrected is no engine's, and is not doubted.
        """
        settled = settle(reading, self._glossary)
        reading = replace(reading, translation=replace(reading.translation, segments=settled.segments))
        article, made = reading.article, [s for s in settled.segments if is_checked(s)]
        language = article.language.tag
        sources = [source_of(reading, segment) for segment in made]
        found = self.sentences((language, source, s.target) for source, s in zip(sources, made, strict=True))
        found = self._with_strays(language, sources, [segment.target for segment in made], found)
        titles = _of_headline(reading)
        checked = tuple(
            replace(segment, findings=(*said, *_at(segment, settled.findings), *_at(segment, titles)))
            for segment, said in zip(made, found, strict=True)
        )
        quotes = quotes_of(article, reading.sentences)
        return Checked(checked, tuple(replace(q, article_id=article.id, revision=article.revision) for q in quotes))

    def _with_strays(
        self, language: str, sources: Sequence[str], targets: Sequence[str], found: Sequence[tuple[Finding, ...]]
    ) -> list[tuple[Finding, ...]]:
        """The findings, with English that belongs to a sentence beside; only in an article is it known what stands there."""
        placed = self._encoder.place(language, sources, targets)
        return [
            said if likeness is None or _has_shift(said) else (*said, *misplaced(likeness, language))
            for said, likeness in zip(found, placed, strict=True)
        ]


def _has_shift(found: Iterable[Finding]) -> bool:
    return any(finding.kind == "shift" for finding in found)


def is_checked(segment: Segment) -> bool:
    """Whether a segment is a translation of an engine, which may be wrong."""
    return segment.state == "translated" and segment.engine != OPERATOR


def _at(segment: Segment, found: Mapping[Sentence, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return found.get(segment.sources[0], ())


def _of_headline(reading: Reading) -> dict[Sentence, tuple[Finding, ...]]:
    """What is found of the headline against the body, at its first sentence."""
    made = [s for s in reading.translation.segments if s.state == "translated"]
    head = [s for s in made if s.sources[0].block == 0]
    titles = 2 if reading.article.standfirst else 1
    body = [s for s in made if s.sources[0].block >= titles]
    if not head or not body:
        return {}
    said = headline_findings(
        reading.article.headline,
        " ".join(s.target for s in head),
        [source_of(reading, s) for s in body],
        [s.target for s in body],
        reading.article.language.tag,
    )
    return {head[0].sources[0]: said}
