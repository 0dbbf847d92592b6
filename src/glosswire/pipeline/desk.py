"""The translation desk: what is most urgent goes to the engine that serves its language; a failing engine rests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from glosswire.config import Config
from glosswire.errors import TranslationError
from glosswire.model import ArticleId, Engine, Failure, Pending, Segment, SourceId
from glosswire.store.store import Store
from glosswire.translate.base import Candidate, Translator
from glosswire.translate.models import Tell
from glosswire.translate.render import Passage, Rendered, render
from glosswire.translate.route import Route, choose_route, describe, open_engine

FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
ROUTE_HOLDS = timedelta(hours=1)  # then it is chosen anew: a model may have been installed meanwhile
OPEN_AT_ONCE = 3  # engines whose models are in memory; the one used longest ago makes room for another
CLAIM = 500  # sentences that need no engine, at once
NOBODY = "none"  # the engine of segments that stay in their own language because nobody translates it

log = structlog.get_logger("glosswire")


@dataclass(frozen=True, slots=True)
class Made:
    """What one batch came to."""

    language: str
    engine: str
    sentences: int


@dataclass(frozen=True, slots=True)
class _Known:
    route: Route
    until: datetime


@dataclass(frozen=True, slots=True)
class _Rest:
    until: datetime
    times: int


class Desk:
    """Translate a store's pending sentences, batch by batch, the most urgent first.

    `waiting` surrounds what may be given up at any moment, a pull or a question to an engine; commits are never in it.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        progress: Tell = lambda progress: None,
        waiting: AbstractContextManager[None] = nullcontext(),
    ) -> None:
        self._store = store
        self._config = config
        self._progress = progress
        self._waiting = waiting
        self._open: dict[str, Translator] = {}
        self._routes: dict[str, _Known] = {}
        self._rests: dict[str, _Rest] = {}

    def close(self) -> None:
        """Let go of every engine."""
        for translator in self._open.values():
            translator.close()
        self._open.clear()

    def next_try(self) -> datetime | None:
        """When the first language that rests is tried again; None where none rests."""
        return min((rest.until for rest in self._rests.values()), default=None)

    def translate_next(self, mastheads: Mapping[SourceId, tuple[str, ...]], now: Callable[[], datetime]) -> Made | None:
        """Give the most urgent sentences of one language their segments; None where nothing can be done now."""
        resting = [language for language, rest in self._rests.items() if rest.until > now()]
        first = self._store.pending_passages(1, now(), skip_languages=resting)
        if not first:
            return None
        language = first[0].language
        try:
            return self._translate(first[0], mastheads, now)
        except TranslationError as error:
            self._rest(language, error, now())
            return Made(language, error.engine, 0)

    def _translate(
        self, first: Pending, mastheads: Mapping[SourceId, tuple[str, ...]], now: Callable[[], datetime]
    ) -> Made:
        language = first.language
        route = self._route(language, now())
        if route.kind in ("english", "none"):
            return self._leave(first, route, now())
        translator = self._opened(language, now())
        self._store.save_engine(describe(route, translator.version))
        found = self._store.pending_passages(translator.batch, now(), language=language)
        batch = [p for p in found if p.title == first.title]
        known = self._store.recall(translator.version, language, [p.text for p in batch])
        passages = [
            Passage(p.article_id, p.revision, p.sentence, p.text, language, mastheads.get(p.source_id, ()))
            for p in batch
        ]
        done: list[Rendered] = []
        try:
            for rendered in render(passages, _Leavable(translator, self._waiting), known, now):
                done.append(rendered)
        finally:  # also where the engine goes down over one sentence: the others have their English
            self._commit(done, now())
        if self._rests.pop(language, None):
            self._store.clear_failure(language, "translate")
        return Made(language, route.title, len(batch))

    def _leave(self, first: Pending, route: Route, now: datetime) -> Made:
        """Pass English on as it is; and leave in its own language what nobody translates, saying so."""
        version = "" if route.kind == "english" else NOBODY
        if version:
            self._store.save_engine(Engine(version, route.language, "", "", "none", route.reason))
        batch = self._store.pending_passages(CLAIM, now, language=first.language)
        done = [
            Rendered(
                Passage(p.article_id, p.revision, p.sentence, p.text, p.language),
                Segment((p.sentence,), p.text, "passed", version, None, now),
            )
            for p in batch
        ]
        self._commit(done, now)
        return Made(first.language, route.title, len(batch))

    def _commit(self, done: Sequence[Rendered], now: datetime) -> None:
        """Commit a batch article by article, each in one transaction."""
        by_article: dict[tuple[ArticleId, int], list[Rendered]] = {}
        for rendered in done:
            passage = rendered.passage
            by_article.setdefault((passage.article_id, passage.revision), []).append(rendered)
        for (article_id, revision), some in by_article.items():
            failures = [r.failure for r in some if r.failure is not None]
            self._store.save_segments(article_id, revision, [r.segment for r in some], now, failures)
            for failure in failures:
                log.warning("left in its own language", subject=failure.subject, reason=failure.message)

    def _opened(self, language: str, now: datetime) -> Translator:
        """The engine of a language, opened where it is not; raises what kept it from that."""
        route = self._route(language, now)
        if route.key in self._open:
            self._open[route.key] = self._open.pop(route.key)  # the last is the one used last
            return self._open[route.key]
        while len(self._open) >= OPEN_AT_ONCE:
            self._open.pop(next(iter(self._open))).close()
        log.info("opening", engine=route.title, language=language, reason=route.reason)
        with self._waiting:
            self._open[route.key] = open_engine(route, self._config, self._progress)
        return self._open[route.key]

    def _route(self, language: str, now: datetime) -> Route:
        known = self._routes.get(language)
        if known is None or known.until < now:
            with self._waiting:  # places are asked whether they have the model
                route = choose_route(language, self._config)
            before = known
            self._routes[language] = known = _Known(route, now + ROUTE_HOLDS)
            if before is not None and before.route.kind == "none" != route.kind:
                self._store.forget_segments(NOBODY, language)  # a model can be had that could not be, an hour ago
        return known.route

    def reopen(self, languages: Iterable[str], now: datetime) -> None:
        """Make pending again what was left in a language that somebody translates now."""
        for language in languages:
            if self._route(language, now).kind not in ("english", "none"):
                self._store.forget_segments(NOBODY, language)

    def _rest(self, language: str, error: TranslationError, now: datetime) -> None:
        """Leave a language alone for a while, longer each time, and close what failed."""
        route = self._routes.pop(language).route
        if route.key in self._open:
            self._open.pop(route.key).close()
        times = self._rests[language].times + 1 if language in self._rests else 1
        until = now + min(FIRST_REST * 2 ** (times - 1), LONGEST_REST)
        self._rests[language] = _Rest(until, times)
        failure = Failure.of(language, "translate", error, now)
        self._store.save_failure(replace(failure, passing=True, retry_at=until))
        log.warning(
            "engine rests", language=language, engine=error.engine, reason=error.reason, until=until.isoformat()
        )


class _Leavable:
    """An engine each of whose questions may be given up while its answer is waited for."""

    def __init__(self, translator: Translator, waiting: AbstractContextManager[None]) -> None:
        self._translator = translator
        self._waiting = waiting
        self.version = translator.version
        self.batch = translator.batch

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Ask the engine."""
        with self._waiting:
            return self._translator.translate(texts, language)

    def close(self) -> None:
        """Leave the engine open: it is the desk's."""
