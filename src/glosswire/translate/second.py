"""A second look: where the checks find a grave fault in a sentence's English, others are asked and the best is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Final

from glosswire.model import ALONE, APART, CONTEXT, WAY, Alternative, Finding, Segment
from glosswire.text.fidelity import doubt, worst
from glosswire.translate.base import Candidate, Retold, Translator, Varied
from glosswire.translate.clauses import join
from glosswire.translate.glossary import Glossary
from glosswire.translate.render import Passage, Rendered, accepted, is_protected, with_english

MOST_TRIES = 3  # of a sentence, after its first English: of those ways that have something to say
CANDIDATES = 3  # that an engine gives in one try
ALTERNATIVES = 3  # that are kept beside the best: more nobody reads

NUMBERS: Final = tuple(str(place + 1) for place in range(CANDIDATES))  # ways: an engine's other candidates, in order

Check = Callable[[Passage, str], tuple[Finding, ...]]
Question = Callable[[Passage, Translator, Glossary], Sequence[Candidate]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask an engine for other English of a passage.

    `names` tell its candidates apart in what names what made them; empty is the engine as it is usually asked.
    `suits`: whether there is anything in a passage to ask about in this way.
    """

    names: tuple[str, ...]
    question: Question
    suits: Callable[[Passage], bool] = lambda _: True


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


def ask(way: Way, passage: Passage, translator: Translator, glossary: Glossary) -> tuple[Candidate, ...]:
    """What an engine says of a passage in a way, its terms mended: no more than the way has names. Raises as translate."""
    found = way.question(passage, translator, glossary)[: len(way.names)]
    settle = glossary.prepare(passage.text, passage.language).settle
    return tuple(replace(candidate, text=settle(candidate.text)) for candidate in found)


def ask_again(name: str, passage: Passage, translator: Translator, glossary: Glossary) -> Candidate:
    """What an engine says of a passage in the way of a name; empty where it says nothing. Raises as translate."""
    for way in WAYS:
        if name in way.names:
            found = ask(way, passage, translator, glossary)[way.names.index(name) :]
            if found:
                return found[0]
    return Candidate("")


def version_in(version: str, name: str) -> str:
    """What names an engine's word in the way of a name."""
    return f"{version}{WAY}{name}" if name else version


def texts_in(passage: Passage) -> tuple[str, ...]:
    """The text of each sentence of a passage."""
    ends = list(accumulate(s.end - s.start + 1 for s in passage.sources))
    return tuple(passage.text[start : end - 1] for start, end in zip([0, *ends], ends, strict=False))


def joined(apart: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One candidate of those of several sentences; none where one of them has no English."""
    text = join([candidate.text for candidate in apart])
    return (Candidate(text),) if text else ()


# -- the ways


def _apart(passage: Passage, translator: Translator, glossary: Glossary) -> Sequence[Candidate]:
    texts = [glossary.prepare(text, passage.language).text for text in texts_in(passage)]
    return joined(translator.translate(texts, passage.language))


def _alone(passage: Passage, translator: Translator, glossary: Glossary) -> Sequence[Candidate]:
    return translator.translate([passage.text], passage.language)


def _usual(passage: Passage, translator: Translator, glossary: Glossary) -> Sequence[Candidate]:
    return translator.translate([_prepared(passage, glossary)], passage.language)


def _vary(passage: Passage, translator: Translator, glossary: Glossary) -> Sequence[Candidate]:
    if not isinstance(translator, Varied):
        return ()
    return translator.vary(_prepared(passage, glossary), passage.language, CANDIDATES)


def _context(passage: Passage, translator: Translator, glossary: Glossary) -> Sequence[Candidate]:
    return _retell(passage, translator, glossary, 0, passage.before)


def _retell(
    passage: Passage, translator: Translator, glossary: Glossary, turn: int, before: str = ""
) -> Sequence[Candidate]:
    if not isinstance(translator, Retold):
        return ()
    found = translator.retell(_prepared(passage, glossary), passage.language, before, turn)
    return (found,) if found.text else ()


def _prepared(passage: Passage, glossary: Glossary) -> str:
    return glossary.prepare(passage.text, passage.language).text


SECOND: Final = Way(("",), _usual)  # of another engine than the language's own
WAYS: Final = (  # in the order in which they are asked
    Way((APART,), _apart, lambda passage: bool(passage.also)),
    Way((ALONE,), _alone, is_protected),
    Way((CONTEXT,), _context, lambda passage: bool(passage.before)),
    Way(NUMBERS, _vary),
    Way(NUMBERS[:1], partial(_retell, turn=1)),
    SECOND,
    Way(NUMBERS[1:2], partial(_retell, turn=2)),
)


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
