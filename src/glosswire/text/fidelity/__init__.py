"""Check a sentence against its English: which faults the translation has, and how sure that is."""

import hashlib
from collections.abc import Iterable
from importlib.resources import files

from glosswire.model import Finding, Severity
from glosswire.text.fidelity.extent import deviation_of, extent, shift, stray
from glosswire.text.fidelity.headline import headline_findings
from glosswire.text.fidelity.leftover import leak, untranslated
from glosswire.text.fidelity.loops import repetition
from glosswire.text.fidelity.marks import quote
from glosswire.text.fidelity.pair import Likeness, pair_of
from glosswire.text.fidelity.polarity import attribution, negation
from glosswire.text.fidelity.shown import show
from glosswire.text.names import name_findings
from glosswire.text.numbers import number_findings
from glosswire.text.tokens import scripts

__all__ = ["CHECKS", "Likeness", "check", "doubt", "find", "headline_findings", "misplaced", "worst"]

_GRADES: dict[Severity, float] = {"minor": 1.0, "major": 5.0, "critical": 25.0}  # MQM's weights
_WEAK = 0.2  # what a finding counts that readers do not see


def check(source: str, target: str, language: str, likeness: Likeness | None = None) -> tuple[Finding, ...]:
    """Find the faults of a sentence's English; those whose kind errs too often in this language are not shown.

    `language` is a BCP 47 tag; `likeness` is what a multilingual encoder says of the two, where it knows the language.
    """
    findings = find(source, target, language, likeness)
    if not findings:
        return ()
    script = next((name for name, _ in scripts(source).most_common(1)), "")
    return tuple(show(finding, language, script) for finding in findings)


def find(source: str, target: str, language: str, likeness: Likeness | None = None) -> tuple[Finding, ...]:
    """Find the faults of a sentence's English, whatever their kinds' false alarms in this language."""
    pair = pair_of(source, target, language)
    left = tuple(untranslated(pair))
    if (left and left[0].severity == "critical") or not pair.target.strip():
        return left or tuple(extent(pair))  # nothing else can be said of it
    return (
        *left,
        *leak(pair, target),
        *repetition(pair),
        *extent(pair, likeness),
        *shift(pair, likeness),
        *negation(pair),
        *attribution(pair),
        *quote(pair),
        *number_findings(source, pair.target, language),
        *name_findings(source, pair.target, language, deviation_of(source, pair.target, language)),
    )


def misplaced(likeness: Likeness, language: str) -> tuple[Finding, ...]:
    """Find English that belongs to a sentence beside its own, by what the encoder says of both."""
    return tuple(show(finding, language, "") for finding in stray(likeness))


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The highest severity among the findings that readers see; nothing where there are none."""
    shown = [finding.severity for finding in findings if finding.is_shown]
    return max(shown, key=lambda severity: _GRADES[severity], default=None)


def doubt(findings: Iterable[Finding]) -> float:
    """How far a candidate is to be doubted, for choosing between several: 0 is best.

    The sum of MQM's weights; findings that readers do not see count a fifth.
    """
    return sum(_GRADES[finding.severity] * (1.0 if finding.is_shown else _WEAK) for finding in findings)


def _digest() -> str:
    """A digest of the rules and their tables, so that what they say of a sentence can be known for stale."""
    digest = hashlib.blake2b(digest_size=6)
    for room in ("glosswire.text.fidelity", "glosswire.text.numbers", "glosswire.text.names", "glosswire.text.english"):
        for entry in sorted(files(room).iterdir(), key=lambda entry: entry.name):
            if entry.is_file() and not entry.name.endswith((".pyc", ".md")):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    digest.update((files("glosswire.text") / "reach.py").read_bytes())  # what is shown
    return digest.hexdigest()


CHECKS = f"fidelity-{_digest()}"
