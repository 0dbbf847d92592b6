"""What an English headline says that its article does not."""

from collections.abc import Iterator, Sequence

from glosswire.model import Finding
from glosswire.text.fidelity.pair import pair_of
from glosswire.text.fidelity.polarity import negation
from glosswire.text.fidelity.words import fold, words_of
from glosswire.text.names.compare import compare, unlike_names
from glosswire.text.numbers import Value, stated

_LEAST_NUMBER = 3  # one and two are said in too many ways, and "the first" in more
_ROUNDED = 0.06  # headlines round: "30 dead" over 29, "1.5 million" over 1,463,000


def headline_findings(
    headline_source: str,
    headline_target: str,
    body_sources: Sequence[str],
    body_targets: Sequence[str],
    language: str,
) -> tuple[Finding, ...]:
    """Find what the body does not support of an English headline; all findings are of the kind "headline".

    A number or name is supported where any sentence of the body has it, in English or in its own language; without
    English sentences of the body nothing can be said of it. What the headline's own source has and the body has not is
    the publisher's, and kept from readers: so it is in 5 of 61 human translations of news (NTREX, Dutch; 3 in most
    languages). The lead is the body's first sentence. How the headline renders its own source is for `check`, as with
    any sentence.
    """
    if not body_sources or not body_targets:
        return ()
    return (
        *_numbers(headline_source, headline_target, body_sources, body_targets, language),
        *_names(headline_source, headline_target, body_sources, body_targets, language),
        *_polarity(headline_source, headline_target, body_sources[0], language),
    )


def _numbers(
    source: str, target: str, sources: Sequence[str], targets: Sequence[str], language: str
) -> Iterator[Finding]:
    wanted = [value for value in stated(target, "en") if _counts(value)]
    if not wanted:
        return
    known = {number for text in targets for value in stated(text, "en") for number in _numbers_of(value)}
    known |= {number for text in sources for value in stated(text, language) for number in _numbers_of(value)}
    own = {number for value in stated(source, language) for number in _numbers_of(value)}
    for value in wanted:
        if not _is_known(value, known):
            detail = f"The headline says “{target[value.start : value.end]}”; the article below has no such number."
            yield Finding("headline", "major", detail, is_shown=not _is_known(value, own))


def _counts(value: Value) -> bool:
    """Whether a number of a headline must stand in the body: a sure one of some size, months and weekdays aside."""
    return value.is_sure and value.kind not in ("month", "weekday", "hint") and float(value.number) >= _LEAST_NUMBER


def _numbers_of(value: Value) -> set[float]:
    return {float(number) for reading in value.readings for number in reading}


def _is_known(value: Value, known: set[float]) -> bool:
    return any(all(_is_near(number, known) for number in reading) for reading in value.readings)


def _is_near(number: float, known: set[float]) -> bool:
    return any(abs(number - other) <= _ROUNDED * abs(other) for other in known)


def _names(
    source: str, target: str, sources: Sequence[str], targets: Sequence[str], language: str
) -> Iterator[Finding]:
    said = {word for text in targets for word in words_of(fold(text))}
    own = {doubt.mention.text for doubt in compare(source, target, language).added}
    whole = " ".join(sources)
    shown = {d.mention.text: d.weight > 1 and d.mention.text in own for d in compare(whole, target, language).added}
    shown |= dict.fromkeys(unlike_names((source, *sources), target, language), True)
    for name, is_shown in shown.items():
        if not set(words_of(fold(name))) & said:
            detail = f"The headline names {name}; the article below does not."
            yield Finding("headline", "major", detail, is_shown=is_shown)


def _polarity(source: str, target: str, lead: str, language: str) -> Iterator[Finding]:
    """Find English whose polarity neither the headline's source nor the lead shares."""
    beside_lead = {finding.detail for finding in negation(pair_of(lead, target, language))}
    for finding in negation(pair_of(source, target, language)):
        if beside_lead:
            yield Finding("headline", "critical", finding.detail)
