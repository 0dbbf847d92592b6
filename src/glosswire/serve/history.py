"""What became of an article: its revisions, what changed between two, and what the operator corrected."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Lock

from glosswire.errors import NotFound
from glosswire.model import Correction, Reading, RevisionLine, Sentence
from glosswire.serve.answer import Missing, Shown
from glosswire.serve.lists import Opened, number_of
from glosswire.serve.pages import Paper
from glosswire.serve.present import headline_of, moment, outlet, permit
from glosswire.serve.reads import Reads
from glosswire.serve.tongues import Tongue, direction, machine_english, tongue
from glosswire.serve.views import Moment, Outlet, Words
from glosswire.text.versions import Change, ChangeKind, Line, Run, RunKind, changes, lines_of

_CORRECTIONS_SHOWN = 20  # on one page
_COMPARED = 2000  # sentences of a revision: half a second for two that long of which every sentence was edited
_KEPT = 16  # comparisons of two revisions
_CONTEXT = 1  # sentences shown on either side of a change

Lines = tuple[Line, ...]


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
    compared: int  # so many sentences of each revision at most
    is_cut: bool  # whether one has more


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as it may be shown: without its words where the source's policy does not let us show them."""

    correction: Correction
    href: str
    headline: Words
    outlet: Outlet
    tongue: Tongue
    lang: str
    time: Moment
    is_shown: bool


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """The log of corrections, the newest first."""

    items: tuple[Corrected, ...]
    older: str
    is_first: bool


class Comparisons:
    """What two revisions differ in, found once: it is asked for as often as readers like, and costs more than a page."""

    def __init__(self) -> None:
        """Keep the last few."""
        self._kept: OrderedDict[tuple[str, int, int], tuple[Lines, Lines, tuple[Change, ...]]]
        self._kept = OrderedDict()
        self._lock = Lock()

    def between(self, article_id: str, old: int, new: int, before: Lines, after: Lines) -> tuple[Change, ...]:
        """The changes between two revisions of an article; found anew where their English is another meanwhile."""
        key = (article_id, old, new)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept[:2] == (before, after):
            return kept[2]
        found = changes(before, after)
        with self._lock:
            self._kept[key] = (before, after, found)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


class History:
    """The pages of what became of articles."""

    def __init__(self, paper: Paper, store: Reads) -> None:
        """Read from `store` what `paper` may show."""
        self._paper = paper
        self._store = store
        self._comparisons = Comparisons()

    def revisions(self, article_id: str) -> Shown:
        """List the revisions of an article, with links to each and to what it changed."""
        opened = self._paper.open(article_id)
        lines = self._store.revisions(opened.reading.article.id)
        view = self._paper.view_of(opened)
        rows = tuple(_row(line, opened) for line in sorted(lines, key=lambda line: -line.revision))
        return Shown("revisions.html", RevisionsPage(view.id, view.headline, view.outlet, rows))

    def changes(self, article_id: str, revision: str, since: str) -> Shown:
        """What a revision changed against the one before, or against the older one `since`."""
        number = number_of(revision)
        old = number_of(since) if since else number - 1
        if not 0 < old < number:
            raise Missing
        opened, earlier = self._paper.open(article_id, number), self._paper.open(article_id, old)
        lines = {line.revision: line for line in self._store.revisions(opened.reading.article.id)}
        if number not in lines or old not in lines:
            raise Missing
        view = self._paper.view_of(opened)
        before, after = self._lines(earlier), self._lines(opened)
        found = self._comparisons.between(view.id, old, number, before[:_COMPARED], after[:_COMPARED])
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
                _row(lines[old], opened),
                _row(lines[number], opened),
                _parts(rows),
                _summary(rows),
                permit(opened.reading, opened.source, self._paper.excerpt_sentences).is_all,
                _COMPARED,
                max(len(before), len(after)) > _COMPARED,
            ),
        )

    def revision(self, article_id: str, revision: str) -> Opened:
        """An article as one of its revisions had it."""
        return self._paper.open(article_id, number_of(revision))

    def corrections(self, before: str) -> Shown:
        """The log of corrections."""
        items, older = self.corrected(before)
        return Shown("corrections.html", CorrectionsPage(items, older, not before))

    def corrected(self, before: str, limit: int = _CORRECTIONS_SHOWN) -> tuple[tuple[Corrected, ...], str]:
        """A page of the log, older than the correction `before`; where to go on is empty at its end."""
        found = self._store.corrections(limit + 1, number_of(before) if before else None)
        older = str(found[limit - 1].number) if len(found) > limit else ""
        return tuple(self._shown(found[:limit])), older

    def _shown(self, found: Iterable[Correction]) -> Iterator[Corrected]:
        """Show corrections, each revision read once; what is not here, or does not want to be shown, is left out."""
        known: dict[tuple[str, int], Opened | None] = {}
        for correction in found:
            of = (correction.article_id, correction.revision)
            if of not in known:
                known[of] = self._opened(*of)
            if (opened := known[of]) is not None:
                yield self._corrected(correction, opened)

    def _opened(self, article_id: str, revision: int) -> Opened | None:
        try:
            return self._paper.open(article_id, revision)
        except (Missing, NotFound):
            return None

    def _corrected(self, correction: Correction, opened: Opened) -> Corrected:
        reading = opened.reading
        permitted = permit(reading, opened.source, self._paper.excerpt_sentences)
        is_current = reading.article.revision == reading.revisions
        place = "" if is_current else f"/revision/{correction.revision}"
        return Corrected(
            correction,
            f"/article/{reading.article.id}{place}#s{correction.position + 1}",
            headline_of(reading),
            outlet(opened.source),
            tongue(reading.article.language.tag),
            machine_english(reading.article.language.tag),
            moment(correction.at, ""),
            _is_permitted(correction, opened, frozenset(permitted.sentences)),
        )

    def _lines(self, opened: Opened) -> tuple[Line, ...]:
        """The sentences of a revision that may be shown."""
        permitted = permit(opened.reading, opened.source, self._paper.excerpt_sentences)
        shown = frozenset(permitted.sentences)
        return tuple(line for line in lines_of(opened.reading) if line.sentence in shown)


def _is_permitted(correction: Correction, opened: Opened, permitted: frozenset[Sentence]) -> bool:
    """Whether all sentences that a correction rendered may be shown: its segment may join several."""
    sentence = opened.reading.sentences[correction.position]
    segments = opened.reading.translation.segments
    sources = next((segment.sources for segment in segments if sentence in segment.sources), (sentence,))
    return permitted.issuperset(sources)


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
