"""What became of an article: its revisions, what changed between two, and what the operator corrected."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from glosswire.model import Reading, RevisionLine
from glosswire.serve.answer import Missing, Shown
from glosswire.serve.pages import Opened, Paper, number_of
from glosswire.serve.present import moment, permit
from glosswire.serve.tongues import Tongue, direction
from glosswire.serve.views import Moment, Outlet, Words
from glosswire.text.versions import Change, ChangeKind, Line, Run, RunKind, changes, lines_of

_REVISIONS_SHOWN = 30  # the newest; each of them is read
_CONTEXT = 1  # sentences shown on either side of a change


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision in the list of them."""

    revision: int
    href: str
    changes_href: str  # empty for the first
    headline: Words
    fetched: Moment
    modified: Moment | None
    sentences: int
    changed: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """All revisions of an article, the newest first."""

    id: str
    headline: Words
    outlet: Outlet
    rows: tuple[RevisionRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What became of one sentence, in English and in its own language."""

    kind: str
    number: int  # in the newer revision, or in the older where it is gone
    english: tuple[Run, ...]
    source: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ChangePart:
    """Sentences that changed with those about them, or a run of unchanged ones."""

    is_same: bool
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed between two revisions of an article."""

    id: str
    headline: Words
    outlet: Outlet
    tongue: Tongue
    lang: str
    has_original: bool
    before: RevisionRow
    after: RevisionRow
    parts: tuple[ChangePart, ...]
    summary: str
    is_all: bool


class History:
    """The pages of what became of articles."""

    def __init__(self, paper: Paper) -> None:
        """Read what `paper` may show."""
        self._paper = paper

    def revisions(self, article_id: str) -> Shown:
        """List the revisions of an article, with links to each and to what it changed."""
        opened = self._paper.open(article_id)
        view = self._paper.view_of(opened)
        first = max(1, opened.reading.revisions - _REVISIONS_SHOWN + 1)
        numbers = range(max(1, first - 1), opened.reading.revisions + 1)
        found = [self._paper.open(article_id, number) for number in numbers]
        lines = [_line(new.reading, old.reading) for old, new in pairwise(found)]
        lines = [_line(found[0].reading, None), *lines] if first == 1 else lines
        rows = tuple(_row(line, opened) for line in reversed(lines))
        return Shown("revisions.html", RevisionsPage(view.id, view.headline, view.outlet, rows))

    def changes(self, article_id: str, revision: str, since: str) -> Shown:
        """What a revision changed against the one before, or against the older one `since`."""
        number = number_of(revision)
        old = number_of(since) if since else number - 1
        if not 0 < old < number:
            raise Missing
        opened, earlier = self._paper.open(article_id, number), self._paper.open(article_id, old)
        view = self._paper.view_of(opened)
        found = changes(self._lines(earlier), self._lines(opened))
        rows = _rows_of(found, earlier.reading, opened.reading)
        return Shown(
            "changes.html",
            ChangesPage(
                view.id,
                view.headline,
                view.outlet,
                view.tongue,
                view.lang,
                view.has_original,
                _row(_line(earlier.reading, None), opened),
                _row(_line(opened.reading, earlier.reading), opened),
                _parts(rows),
                _summary(rows),
                permit(opened.reading, opened.source, self._paper.excerpt_sentences).is_all,
            ),
        )

    def revision(self, article_id: str, revision: str) -> Opened:
        """An article as one of its revisions had it."""
        return self._paper.open(article_id, number_of(revision))

    def _lines(self, opened: Opened) -> tuple[Line, ...]:
        """The sentences of a revision that may be shown."""
        permitted = permit(opened.reading, opened.source, self._paper.excerpt_sentences)
        shown = frozenset(permitted.sentences)
        return tuple(line for line in lines_of(opened.reading) if line.sentence in shown)


def _line(reading: Reading, before: Reading | None) -> RevisionLine:
    """One revision in few words; `changed` counts the sentences that the one before did not have."""
    article = reading.article
    texts = Counter(map(article.text_of, reading.sentences))
    old = Counter(map(before.article.text_of, before.sentences)) if before else texts
    return RevisionLine(
        article.revision,
        article.headline,
        article.fetched_at,
        article.modified_at,
        len(reading.sentences),
        (texts - old).total(),
    )


def _row(line: RevisionLine, opened: Opened) -> RevisionRow:
    article = opened.reading.article
    tag, country = article.language.tag, opened.source.country
    here = f"/article/{article.id}"
    return RevisionRow(
        line.revision,
        f"{here}/revision/{line.revision}",
        f"{here}/changes/{line.revision}" if line.revision > 1 else "",
        Words(line.headline, tag, direction(tag)),
        moment(line.fetched_at, country),
        moment(line.modified_at, country) if line.modified_at else None,
        line.sentences,
        line.changed,
        line.revision == opened.reading.revisions,
    )


def _rows_of(found: Iterable[Change], before: Reading, after: Reading) -> tuple[ChangeRow, ...]:
    """Show changes, each by its sentence's number in the revision that has it."""
    old = {sentence: number for number, sentence in enumerate(before.sentences, 1)}
    new = {sentence: number for number, sentence in enumerate(after.sentences, 1)}
    rows = []
    for change in found:
        if change.after is not None:
            rows.append(_change_row(change, change.after, new[change.after.sentence]))
        elif change.before is not None:
            rows.append(_change_row(change, change.before, old[change.before.sentence]))
    return tuple(rows)


def _change_row(change: Change, line: Line, number: int) -> ChangeRow:
    whole: RunKind = _WHOLE[change.kind]
    english = change.english or ((Run(whole, line.english),) if line.english else ())
    return ChangeRow(change.kind, number, english, change.source or (Run(whole, line.text),))


_WHOLE: Mapping[ChangeKind, RunKind] = {"same": "kept", "changed": "kept", "added": "come", "removed": "gone"}


def _parts(rows: Sequence[ChangeRow]) -> tuple[ChangePart, ...]:
    """Changed sentences with what stands about them, and between them the rest, to be opened."""
    changed = [place for place, row in enumerate(rows) if row.kind != "same"]
    near = {place + step for place in changed for step in range(-_CONTEXT, _CONTEXT + 1)}
    numbered = groupby(enumerate(rows), key=lambda item: item[0] not in near)
    return tuple(ChangePart(is_far, tuple(row for _, row in together)) for is_far, together in numbered)


def _summary(rows: Iterable[ChangeRow]) -> str:
    counts = Counter(row.kind for row in rows)
    said = [f"{counts[kind]} {word}" for kind, word in _KINDS.items() if counts[kind]]
    kept = f"{counts['same']} {'sentence' if counts['same'] == 1 else 'sentences'} unchanged"
    return f"{', '.join([*said, kept])}." if said else "No sentence changed."


_KINDS = {"changed": "changed", "added": "added", "removed": "removed"}
