"""Which findings readers see: those of kinds whose false alarms are rare in the sentence's language."""

from dataclasses import replace

from glosswire.model import Finding
from glosswire.text.reach import MOST_ALARMS, rates_of


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
