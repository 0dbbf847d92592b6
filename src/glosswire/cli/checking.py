"""Check rows of standard input as they come: what is there at once goes to the encoder together."""

from collections.abc import Iterable, Iterator, Sequence

from glosswire.cli.translating import Row, as_they_come
from glosswire.errors import ConfigError
from glosswire.model import Finding
from glosswire.stories.embed import Encoder
from glosswire.text.fidelity import check


def check_rows(rows: Iterable[Row], every: bool) -> Iterator[Row]:
    """Answer each row in order; `every` gives the findings too that readers are not shown.

    Raises ConfigError for a row without language, source or target.
    """
    encoder = Encoder()
    for batch in as_they_come(rows, _require):
        yield from _answers(batch, encoder, every)


def _answers(rows: Sequence[Row], encoder: Encoder, every: bool) -> Iterator[Row]:
    pairs = [(_field(row, "language"), _field(row, "source"), _field(row, "target")) for row in rows]
    for row, pair, likeness in zip(rows, pairs, encoder.liken(pairs), strict=True):
        language, source, target = pair
        findings = check(source, target, language, likeness)
        yield {"id": row.get("id"), "findings": [_plain(f, every) for f in findings if every or f.is_shown]}


def _plain(finding: Finding, every: bool) -> Row:
    said = {"kind": finding.kind, "severity": finding.severity, "detail": finding.detail}
    return {**said, "is_shown": finding.is_shown} if every else said


def _require(row: Row) -> None:
    for field in ("language", "source", "target"):
        _field(row, field)


def _field(row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise ConfigError(f"row {row.get('id')!r}: {name!r} must be a string")
    return value
