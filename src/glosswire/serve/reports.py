"""Readers' reports of sentences: a form, and a word on whether the report was kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import BoundedSemaphore, Lock

from glosswire.errors import NotFound, StoreError
from glosswire.serve.answer import Missing, Shown
from glosswire.serve.forms import words_of
from glosswire.serve.lists import Opened, number_of
from glosswire.serve.pages import Paper
from glosswire.serve.reads import Reads
from glosswire.serve.views import ArticleView, Pair

COMMENT_LENGTH = 1000  # characters: a paragraph says what is wrong with a sentence
_AT_ONCE = 4  # reports that wait for the store's turn; more would keep threads from those who read
_BURST = 20  # reports that are taken at once, and then
_EACH_SECONDS = 6.0  # one in so long: more than that no operator reads


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The form to report a sentence by, or what came of it."""

    view: ArticleView
    pair: Pair
    last: int  # the last sentence that can be chosen
    comment: str = ""
    most: int = COMMENT_LENGTH
    problem: str = ""
    is_kept: bool = False


class Allowed:
    """How often something may be done, by all together: a few at once, then one in a while."""

    def __init__(self, clock: Callable[[], float], burst: int = _BURST, each_seconds: float = _EACH_SECONDS) -> None:
        """Count by `clock`, which never goes back."""
        self._clock, self._burst, self._each = clock, burst, each_seconds
        self._left, self._at = float(burst), clock()
        self._lock = Lock()

    def take(self) -> bool:
        """Use one up, where one is left."""
        with self._lock:
            now = self._clock()
            self._left = min(self._burst, self._left + (now - self._at) / self._each)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


class Reports:
    """Take readers' reports, and say of each whether the store has it."""

    def __init__(self, paper: Paper, store: Reads, now: Callable[[], datetime], clock: Callable[[], float]) -> None:
        """Write to `store` what is reported of what `paper` shows; nothing of who reports is kept."""
        self._paper, self._store, self._now = paper, store, now
        self._allowed = Allowed(clock)
        self._turns = BoundedSemaphore(_AT_ONCE)

    def form(self, article_id: str, sentence: str) -> Shown:
        """Show a sentence and ask what is wrong with it; without a number the first."""
        return Shown("report.html", _page(self._paper.view_of(self._paper.open(article_id)), sentence or "1"))

    def take(self, article_id: str, form: Mapping[str, str]) -> Shown:
        """Keep a report, and say whether it was kept."""
        opened = self._paper.open(article_id, number_of(form.get("revision", "")))
        page = _page(self._paper.view_of(opened), form.get("sentence", ""))
        page = replace(page, comment=words_of(form.get("comment", ""), COMMENT_LENGTH))
        if not self._allowed.take():
            return _not_kept(page, 429, "Many reports came in just now.")
        if not self._turns.acquire(blocking=False):
            return _not_kept(page, 503, "The newsroom is busy writing.")
        try:
            return self._keep(opened, page)
        finally:
            self._turns.release()

    def _keep(self, opened: Opened, page: ReportPage) -> Shown:
        article = opened.reading.article
        try:
            self._store.add_report(article.id, article.revision, page.pair.number - 1, page.comment, self._now())
        except NotFound:
            raise
        except ValueError:  # the store's word that the operator has enough to read
            return _not_kept(page, 429, "Enough reports of this article wait already.")
        except StoreError:
            return _not_kept(page, 503, "The newsroom could not write it down.")
        return Shown("report.html", replace(page, is_kept=True))


def _page(view: ArticleView, sentence: str) -> ReportPage:
    """The form of a sentence that is on the article's page; Missing where it is not."""
    if not view.has_original:
        raise Missing
    number = number_of(sentence)
    found = {pair.number: pair for pair in view.pairs if pair.state is not None}
    pair = next((p for p in found.values() if number in {p.number, *(o.number for o in p.originals)}), None)
    if pair is None:
        raise Missing
    return ReportPage(view, pair, max(found))


def _not_kept(page: ReportPage, status: int, why: str) -> Shown:
    return Shown("report.html", replace(page, problem=f"{why} Your report was not kept: please send it again."), status)
