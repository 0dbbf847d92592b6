"""A second look: where the checks find a grave fault in a sentence's English, others are asked and the best is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from glosswire.model import Alternative, Finding, Segment
from glosswire.text.fidelity import doubt, worst
from glosswire.translate.base import Candidate
from glosswire.translate.clauses import join
from glosswire.translate.render import Passage, Rendered, accepted, with_english

MOST_TRIES = 3  # of a sentence, after its first English: of those ways that have something to say
CANDIDATES = 3  # that an engine gives in one try
ALTERNATIVES = 3  # that are kept beside the best: more nobody reads

Check = Callable[[Passage, str], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody to ask for other English of a passage; nothing where it has none.

    `version_of` names what made the candidate in a place of the answer, so that it can be made again.
    """

    ask: Callable[[Passage], Sequence[Candidate]]
    version_of: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A passage with its checked segment, and how many tries it cost; `mended`: whether one of them was better."""

    rendered: Rendered
    tries: int = 0
    mended: bool = False


def review(rendered: Rendered, check: Check, others: Iterable[Other] = ()) -> Reviewed:
    """Add what the checks find; over a critical finding ask others, and keep the candidate that is doubted least.

    Of equals the first is kept, so that the same answers give the same English. What was said otherwise is kept
    beside it, what is doubted least first.
    """
    segment, passage = rendered.segment, rendered.passage
    if segment.state != "translated":
        return Reviewed(rendered)
    best = first = _with(segment, (*segment.findings, *check(passage, segment.target)))
    said = {first.as_said: first}
    tries = 0
    for other in others:
        if tries == MOST_TRIES or worst(best.findings) != "critical":
            break
        candidates = other.ask(passage)
        tries += bool(candidates)
        for place, candidate in enumerate(candidates):
            text = accepted(passage, candidate)
            if text and text not in said:
                new = replace(best, engine=other.version_of(place), score=candidate.score)
                new = with_english(new, passage, text)
                new = said[text] = _with(new, check(passage, new.target))
                best = new if doubt(new.findings) < doubt(best.findings) else best
    if len(said) > 1:  # else what is on record of it stays
        best = replace(best, alternatives=_alternatives(said.values(), best))
    return Reviewed(replace(rendered, segment=best), tries, best.target != first.target)


def texts_in(passage: Passage) -> tuple[str, ...]:
    """The text of each sentence of a passage."""
    ends = list(accumulate(s.end - s.start + 1 for s in passage.sources))
    return tuple(passage.text[start : end - 1] for start, end in zip([0, *ends], ends, strict=False))


def joined(apart: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One candidate of those of several sentences; none where one of them has no English."""
    text = join([candidate.text for candidate in apart])
    return (Candidate(text),) if text else ()


def _alternatives(said: Iterable[Segment], best: Segment) -> tuple[Alternative, ...]:
    """What differs from the best and from each other once the quotation marks are settled, the least doubtful first."""
    others: dict[str, Segment] = {}
    for segment in sorted(said, key=lambda segment: doubt(segment.findings)):
        if segment.target != best.target:
            others.setdefault(segment.target, segment)
    kept = list(others.values())[:ALTERNATIVES]
    return tuple(Alternative(s.target, s.engine, s.score, s.findings) for s in kept)


def _with(segment: Segment, findings: Iterable[Finding]) -> Segment:
    return replace(segment, findings=tuple(dict.fromkeys(findings)))
