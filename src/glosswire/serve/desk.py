"""The operator's desk: what readers report, what the checks doubt, what failed; and the means to put a sentence right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from glosswire.errors import NotFound
from glosswire.model import ArticleId, Counts, Failure, FeedState, Finding, Reading, Report, ReportState
from glosswire.serve.answer import Missing, Refusal, Shown
from glosswire.serve.forms import words_of
from glosswire.serve.lists import number_of
from glosswire.serve.present import moment
from glosswire.serve.reads import Reads
from glosswire.serve.tongues import direction
from glosswire.serve.views import Moment, Words

SENTENCE_LENGTH = 4000  # characters: the longest sentences of real articles have some 1,500
NOTE_LENGTH = 500
_SHOWN = 50  # of each kind, on one page


@dataclass(frozen=True, slots=True)
class Opened:
    """A sentence as the operator sees it, whatever its source's policy."""

    article_id: str
    headline: str
    source_id: str
    language: str
    revision: int
    number: int
    is_current: bool
    source: Words
    english: str
    state: str
    engine: str
    findings: tuple[Finding, ...]

    @property
    def href(self) -> str:
        """Where the sentence stands on the site."""
        place = "" if self.is_current else f"/revision/{self.revision}"
        return f"/article/{self.article_id}{place}#s{self.number}"

    @property
    def desk_href(self) -> str:
        """Where the operator can put it right."""
        return f"/desk/article/{self.article_id}?sentence={self.number}"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with its sentence as it stands now; None where the article is gone."""

    report: Report
    at: Moment
    source: Words
    sentence: Opened | None


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A failure and its times."""

    failure: Failure
    at: Moment
    retry: Moment | None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that does not answer, and when it is asked again."""

    state: FeedState
    again: Moment


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What every page of the desk holds, and the part that it is about."""

    part: str
    title: str
    done: str = ""
    counts: Counts | None = None
    resting: int = 0
    reports: tuple[ReportRow, ...] = ()
    sentences: tuple[Opened, ...] = ()
    failures: tuple[FailureRow, ...] = ()
    feeds: tuple[FeedRow, ...] = ()
    more: bool = False


_DONE = {
    "accepted": "The correction stands on the page and in the public log.",
    "declined": "The report is declined.",
    "corrected": "The sentence is corrected, and the public log says so.",
}


class Desk:
    """The operator's pages and what they do."""

    def __init__(self, store: Reads, now: Callable[[], datetime]) -> None:
        """Read and write in `store`."""
        self._store, self._now = store, now

    def overview(self) -> Shown:
        """Everything in figures."""
        feeds = self._store.feed_states()
        page = DeskPage(
            "overview",
            "The desk",
            counts=self._store.counts(),
            resting=sum(1 for state in feeds if state.failures),
        )
        return Shown("desk.html", page)

    def reports(self, done: str = "") -> Shown:
        """What readers reported and nobody has answered."""
        found = self._store.reports("open", _SHOWN + 1)
        rows = tuple(self._report_row(report) for report in found[:_SHOWN])
        page = DeskPage("reports", "Reports", _DONE.get(done, ""), reports=rows, more=len(found) > _SHOWN)
        return Shown("desk.html", page)

    def doubts(self) -> Shown:
        """Sentences that the checks doubt most, the newest articles first."""
        found = self._store.doubts(_SHOWN + 1)
        sentences = tuple(_opened(reading, position) for reading, position in found[:_SHOWN])
        page = DeskPage("doubts", "Doubtful sentences", sentences=sentences, more=len(found) > _SHOWN)
        return Shown("desk.html", page)

    def failures(self) -> Shown:
        """What failed and is not past."""
        found = self._store.failures(limit=_SHOWN + 1)
        rows = tuple(
            FailureRow(f, moment(f.at, ""), moment(f.retry_at, "") if f.retry_at else None) for f in found[:_SHOWN]
        )
        return Shown("desk.html", DeskPage("failures", "Failures", failures=rows, more=len(found) > _SHOWN))

    def feeds(self) -> Shown:
        """Feeds that did not answer when they were last asked, the longest failing first."""
        failing = sorted((s for s in self._store.feed_states() if s.failures), key=lambda s: (-s.failures, s.url))
        rows = tuple(FeedRow(state, moment(state.poll_at, "")) for state in failing[:_SHOWN])
        return Shown("desk.html", DeskPage("feeds", "Feeds that rest", feeds=rows, more=len(failing) > _SHOWN))

    def sentence(self, article_id: str, sentence: str, done: str = "") -> Shown:
        """One sentence, to be put right; without a number the first."""
        found = self._open(ArticleId(article_id), None, number_of(sentence or "1") - 1)
        page = DeskPage("sentence", "Correct a sentence", _DONE.get(done, ""), sentences=(found,))
        return Shown("desk.html", page)

    def settle(self, number: str, form: Mapping[str, str]) -> str:
        """Accept or decline a report; where to go on."""
        state: ReportState
        match form.get("verdict"):
            case "accept":
                state = "accepted"
            case "decline":
                state = "declined"
            case _:
                raise Refusal(400)
        english, note = _english_of(form) if state == "accepted" else "", _note_of(form)
        self._store.settle_report(number_of(number), state, self._now(), english, note)
        return f"/desk/reports?done={state}"

    def correct(self, article_id: str, form: Mapping[str, str]) -> str:
        """Put the operator's English in place of a sentence's; where to go on."""
        sentence, revision = number_of(form.get("sentence", "")), number_of(form.get("revision", ""))
        self._store.correct(
            ArticleId(article_id), revision, sentence - 1, _english_of(form), _note_of(form), self._now()
        )
        return f"/desk/article/{article_id}?sentence={sentence}&done=corrected"

    def _report_row(self, report: Report) -> ReportRow:
        try:
            sentence = self._open(report.article_id, report.revision, report.position)
        except (NotFound, Missing):
            return ReportRow(report, moment(report.at, ""), Words(report.source, "und", "auto"), None)
        own = Words(report.source, sentence.language, direction(sentence.language))
        return ReportRow(report, moment(report.at, ""), own, sentence)

    def _open(self, article_id: ArticleId, revision: int | None, position: int) -> Opened:
        reading = self._store.reading(article_id, revision)
        if not 0 <= position < len(reading.sentences):
            raise Missing
        return _opened(reading, position)


def _opened(reading: Reading, position: int) -> Opened:
    article, place = reading.article, reading.sentences[position]
    segment = next((s for s in reading.translation.segments if place in s.sources), None)
    sources = sorted(segment.sources) if segment else [place]
    tag = article.language.tag
    return Opened(
        article.id,
        article.headline,
        article.source_id,
        tag,
        article.revision,
        position + 1,
        article.revision == reading.revisions,
        Words(" ".join(map(article.text_of, sources)), tag, direction(tag)),
        segment.target if segment else "",
        segment.state if segment else "",
        segment.engine if segment else "",
        segment.findings if segment else (),
    )


def _english_of(form: Mapping[str, str]) -> str:
    """The English that the operator wrote, in one line; Refusal where there is none."""
    english = " ".join(words_of(form.get("english", ""), SENTENCE_LENGTH).split())
    if not english:
        raise Refusal(400)
    return english


def _note_of(form: Mapping[str, str]) -> str:
    return words_of(form.get("note", ""), NOTE_LENGTH)
