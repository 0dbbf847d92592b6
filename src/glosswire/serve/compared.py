"""Where a story's reports meet and part, as far as their sources' policies let their sentences be shown."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from threading import Lock

from glosswire.model import ArticleId, Provenance, Reading, Sentence, StoryId
from glosswire.serve.lists import Listed, Opened
from glosswire.serve.present import OPERATOR, is_in_english, line, permit
from glosswire.serve.story_views import CellView, Compared, FactPart, FactRow, OnlyRow, SaidView, SpeakerView
from glosswire.serve.tongues import direction, machine_english
from glosswire.serve.views import Line, Words
from glosswire.stories.comparison import Cell, Comparison, Row, RowState, Said, Told
from glosswire.stories.known import NOTHING, Known

NOTHING_COMPARED = Compared((), (), (), (), {}, 0, 0)
_HEADS_SHOWN = 12  # columns of the grid
_ROWS_SHOWN = 40  # of one kind of agreement
_ONLY_SHOWN = 8  # facts that one report alone has
_SAYINGS_SHOWN = 6  # of one speaker
_SPEAKERS_SHOWN = 12
_KEPT = 64  # comparisons: what is asked for again within a day's news
_PARTS: Mapping[RowState, tuple[str, str]] = {
    "differ": ("Where they differ", "Reports of about the same time that say different things of one."),
    "changed": ("What changed with time", "Later reports renewed it."),
    "agree": ("Where they agree", "Two reports and more say the same."),
}
KINDS = {"number": "Number", "place": "Place", "date": "Date", "attribution": "Who says it"}
_PROVENANCE: Mapping[Provenance, str] = {
    "own": "",
    "translated": "translated by the outlet",
    "back-translated": "said in English, translated back here",
    "unknown": "",
}


class Comparisons:
    """Comparisons of stories, each made once as long as its reports stay the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[StoryId, tuple[tuple[Opened, ...], Compared]] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        story_id: StoryId,
        items: Sequence[Listed],
        opened: Sequence[Opened],
        excerpt: int,
        left: int,
        knows: Callable[[Sequence[ArticleId]], Mapping[ArticleId, Known]],
    ) -> Compared:
        """Compare texts of a story, given as lists have them and as they were read; `left` are not among them.

        `knows` says what is known of some articles.
        """
        key = tuple(opened)
        with self._lock:
            kept = self._kept.get(story_id)
        if kept is not None and kept[0] == key and kept[1].left == left:
            return kept[1]
        made = compare_texts(items, opened, excerpt, left, knows([one.reading.article.id for one in opened]))
        with self._lock:
            self._kept[story_id] = (key, made)
            self._kept.move_to_end(story_id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def compare_texts(
    items: Sequence[Listed], opened: Sequence[Opened], excerpt: int, left: int, known: Mapping[ArticleId, Known]
) -> Compared:
    """Compare what may be shown of some texts, with what is known of them."""
    if len(opened) < 2:
        return replace(NOTHING_COMPARED, left=left)
    from glosswire.stories.compare import compare  # which no other page need wait for

    told = [
        Told(_permitted(one, excerpt), one.source.country, known.get(one.reading.article.id, NOTHING)) for one in opened
    ]
    found = compare(told)
    lines = {item.listing.id: line(item.listing, item.source) for item in items}
    readings = {one.id: one.reading for one in told}
    view = _View(lines, readings)
    return Compared(
        *view.grid(found.rows),
        only=view.only(found.rows),
        speakers=view.speakers(found),
        stresses={
            c.article_id: (c.stress.has, c.stress.lacks) for c in found.columns if c.stress.has or c.stress.lacks
        },
        left=left + found.reports_left,
        waiting=sum(not column.headline for column in found.columns),
    )


def _permitted(one: Opened, excerpt: int) -> Reading:
    """A reading with no more in it than its source lets us show, and no English that its own page withholds."""
    allowed = permit(one.reading, one.source, excerpt)
    if one.reading.translation.grade == "none" and not is_in_english(one.reading.article.language.tag):
        allowed = replace(allowed, segments=tuple(s for s in allowed.segments if s.engine == OPERATOR))
    return replace(
        one.reading,
        translation=replace(one.reading.translation, segments=allowed.segments),
        quotes=allowed.quotes,
    )


class _View:
    """Comparisons as pages show them: each cell with its sentence."""

    def __init__(self, lines: Mapping[ArticleId, Line], readings: Mapping[ArticleId, Reading]) -> None:
        self._lines = lines
        self._readings = readings
        self._segments = {
            article_id: {sentence: segment for segment in reading.translation.segments for sentence in segment.sources}
            for article_id, reading in readings.items()
        }

    def grid(self, rows: Sequence[Row]) -> tuple[tuple[Line, ...], tuple[FactPart, ...]]:
        """Rows that several reports have, in columns of those that have most of them."""
        several = [row for row in rows if row.state != "one"]
        counts: dict[ArticleId, int] = {}
        for row in several:
            for article_id in {cell.article_id for cell in row.cells}:
                counts[article_id] = counts.get(article_id, 0) + 1
        most = sorted(counts, key=lambda article_id: -counts[article_id])[:_HEADS_SHOWN]
        heads = [article_id for article_id in self._lines if article_id in most]
        parts = [
            FactPart(
                state,
                title,
                text,
                tuple(self._row(row, heads) for row in several if row.state == state)[:_ROWS_SHOWN],
                state != "agree" or not any(row.state in ("differ", "changed") for row in several),
            )
            for state, (title, text) in _PARTS.items()
        ]
        return tuple(self._lines[article_id] for article_id in heads), tuple(part for part in parts if part.rows)

    def _row(self, row: Row, heads: Sequence[ArticleId]) -> FactRow:
        by_article: dict[ArticleId, list[CellView]] = {}
        for cell in row.cells:
            by_article.setdefault(cell.article_id, []).append(self._cell(cell))
        return FactRow(row.about, KINDS[row.kind], tuple(tuple(by_article.get(head, ())) for head in heads))

    def only(self, rows: Sequence[Row]) -> tuple[OnlyRow, ...]:
        """What each report alone has."""
        found: dict[ArticleId, list[tuple[str, CellView]]] = {}
        for row in rows:
            if row.state == "one":
                cell = row.cells[0]
                found.setdefault(cell.article_id, []).append((KINDS[row.kind], self._cell(cell)))
        return tuple(
            OnlyRow(self._lines[article_id], tuple(found[article_id][:_ONLY_SHOWN]))
            for article_id in self._lines
            if article_id in found
        )

    def speakers(self, found: Comparison) -> tuple[SpeakerView, ...]:
        """Who is quoted."""
        return tuple(
            SpeakerView(
                speaker.name,
                tuple(tuple(map(self._said, saying)) for saying in speaker.sayings[:_SAYINGS_SHOWN]),
            )
            for speaker in found.speakers[:_SPEAKERS_SHOWN]
        )

    def _said(self, said: Said) -> SaidView:
        reading = self._readings[said.article_id]
        tag = reading.article.language.tag
        own = Words(said.text, tag, direction(tag))
        has_english = bool(said.english) and not is_in_english(tag)
        note = _PROVENANCE[said.provenance]
        return SaidView(
            self._lines[said.article_id],
            said.speaker,
            Words(said.english, machine_english(tag)) if has_english else own,
            own if has_english else None,
            said.position + 1,
            note,
        )

    def _cell(self, cell: Cell) -> CellView:
        reading = self._readings[cell.article_id]
        article, tag = reading.article, reading.article.language.tag
        sentence = reading.sentences[cell.position]
        segment = self._segments[cell.article_id].get(sentence)
        sources: Iterable[Sentence] = sorted(segment.sources) if segment else (sentence,)
        own = Words(" ".join(article.text_of(source) for source in sources), tag, direction(tag))
        is_own = is_in_english(tag) or segment is None
        return CellView(
            cell.said,
            f"/article/{cell.article_id}#s{cell.position + 1}",
            cell.position + 1,
            cell.original if cell.original != cell.said else "",
            own if is_own or segment is None else Words(segment.target, machine_english(tag)),
            None if is_own else own,
            cell.is_doubted,
            cell.note,
        )
