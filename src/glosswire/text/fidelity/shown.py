"""Which findings readers see: those of kinds whose false alarms are rare in the sentence's language."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from glosswire.model import Finding
from glosswire.text.fidelity.words import entry_of, load_data

# A finding is shown where at most so much of a language's human references have one of its kind, in percent.
MOST_ALARMS = 1.0


def show(finding: Finding, language: str, script: str) -> Finding:
    """The finding as it stands, or kept for operators where its kind's false alarms are too many.

    Where a kind as a whole flags too many references but its critical findings alone do not, these are shown. A
    language that was not measured shows what is rare enough in all measured languages of its script; where no language
    of its script was measured, in all.
    """
    if not finding.is_shown:
        return finding
    rates = rates_of(language, script)
    rate = rates.get(finding.kind, 0.0)
    if finding.severity == "critical":
        rate = min(rate, rates.get(f"{finding.kind}_critical", 0.0))
    return replace(finding, is_shown=rate <= MOST_ALARMS)


@lru_cache(maxsize=256)
def rates_of(language: str, script: str) -> Mapping[str, float]:
    """False alarms of each kind on human references in percent: the language's own, or the worst of its likes.

    `name_critical`: of the critical findings of a kind alone.
    """
    measured = load_data("rates")
    own = entry_of(measured, language)
    if own is not None:
        return _figures(own)
    likes = [table for table in measured.values() if table.get("script") == script] or list(measured.values())
    worst: dict[str, float] = {}
    for table in likes:
        for kind, rate in _figures(table).items():
            worst[kind] = max(rate, worst.get(kind, 0.0))
    return worst


def _figures(table: Mapping[str, object]) -> dict[str, float]:
    return {kind: rate for kind, rate in table.items() if isinstance(rate, float)}
