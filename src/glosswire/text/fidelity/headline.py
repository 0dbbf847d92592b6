"""What an English headline says that its article does not."""

from collections.abc import Iterator, Sequence

from glosswire.model import Finding
from glosswire.text.fidelity.pair import pair_of
from glosswire.text.fidelity.polarity import negation


def headline_findings(
    headline_source: str,
    headline_target: str,
    body_sources: Sequence[str],
    body_targets: Sequence[str],
    language: str,
) -> tuple[Finding, ...]:
    """Find what the body does not support of an English headline; all findings are of the kind "headline".

    The lead is the body's first sentence. A headline's own numbers, names and negation are compared with its source by
    `check`, as any sentence's are.
    """
    return tuple(_polarity(headline_source, headline_target, body_sources, body_targets, language))


def _polarity(
    source: str, target: str, body_sources: Sequence[str], body_targets: Sequence[str], language: str
) -> Iterator[Finding]:
    """Find a negation in headline or lead that the other does not share, where their sources agree."""
    for found in negation(pair_of(source, target, language)):
        if body_targets and not tuple(negation(pair_of(body_sources[0], body_targets[0], language))):
            yield Finding("headline", "critical", found.detail)
