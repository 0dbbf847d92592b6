"""The translation desk: what is most urgent goes to the engine that serves its language; a failing engine rests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from glosswire.config import Config
from glosswire.errors import TranslationError
from glosswire.model import ALONE, CONTEXT, WAY, ArticleId, Engine, Failure, Finding, Pending, Segment, SourceId
from glosswire.pipeline.back import Returner
from glosswire.pipeline.checks import Checker, Pair
from glosswire.pipeline.executors import attempt
from glosswire.pipeline.rests import Rests
from glosswire.store.english import OPERATOR
from glosswire.store.store import Store
from glosswire.stories.embed import Encoder
from glosswire.translate.base import Candidate, Translator
from glosswire.translate.glossary import load_glossary
from glosswire.translate.models import Tell
from glosswire.translate.render import Passage, Rendered, render, with_english
from glosswire.translate.route import Route, choose_route, describe, open_engine, second_routes
from glosswire.translate.second import NUMBERS, SECOND, WAYS, Other, Reviewed, Way, ask, review, version_in

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
    doubted: int = 0  # sentences whose English had a critical finding, so that others were asked
    tries: int = 0  # how often they were
    mended: int = 0  # sentences of which another candidate was kept


@dataclass(frozen=True, slots=True)
class _Known:
    route: Route
    until: datetime


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
        checker: Checker | None = None,
    ) -> None:
        self._store = store
        self._config = config
        self._progress = progress
        self._waiting = waiting
        self.glossary = load_glossary(config)
        self.encoder = Encoder()
        self.checker = Checker(self.encoder, self.glossary) if checker is None else checker
        self._open: dict[str, Translator] = {}
        self._returner = Returner(store, config, self._opened_by, waiting)
        self._routes: dict[str, _Known] = {}
        self._routes_by_version: dict[tuple[str, str], Route] = {}
        self._rests = Rests()

    def close(self) -> None:
        """Let go of every engine."""
        for translator in self._open.values():
            translator.close()
        self._open.clear()

    def next_try(self) -> datetime | None:
        """When the first language that rests is tried again; None where none rests."""
        return self._rests.next_try()

    def translate_next(self, mastheads: Mapping[SourceId, tuple[str, ...]], now: Callable[[], datetime]) -> Made | None:
        """Give the most urgent sentences of one language their segments; None where nothing can be done now."""
        first = self._store.pending_passages(1, now(), skip_languages=self._rests.resting(now()))
        if not first:
            return None
        language = first[0].language
        try:
            return self._translate(first[0], mastheads, now)
        except TranslationError as error:
            self._rest(language, error, now())
            return Made(language, error.engine, 0)

    def put_back_next(self, most: int, now: datetime) -> int:
        """Put the English of up to `most` marked sentences back into their language; how many were dealt with."""
        return self._returner.next(most, now)

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
        passages = [_passage(p, mastheads.get(p.source_id, ())) for p in batch]
        done = self._remembered(passages, translator.version, now())
        settled = {rendered.passage for rendered in done}
        left = [passage for passage in passages if passage not in settled]
        known = self._store.recall(translator.version, language, self._terms(left))
        made = Made(language, route.title, len(batch))
        try:
            for rendered in render(left, _Leavable(translator, self._waiting), known, now, self.glossary):
                done.append(rendered)
            made = self._review(done, known, translator, made, now())
        finally:  # also where the engine goes down over one sentence: the others have their English
            self._commit(done, now())
        if self._rests.end(language):
            self._store.clear_failure(language, "translate")
        return made

    def _remembered(self, passages: Sequence[Passage], version: str, now: datetime) -> list[Rendered]:
        """What the operator corrected, and where the engine's second word was kept before."""
        texts, language = self._terms(passages), passages[0].language
        known: dict[str, Segment] = {}
        for another in (version_in(version, name) for name in (ALONE, *NUMBERS)):
            found = self._store.recall(another, language, texts)
            known |= {
                text: Segment((), said, engine=another, made_at=now, terms=texts[text]) for text, said in found.items()
            }
        corrected = self._store.corrected(language, list(texts))
        known |= {text: Segment((), said, engine=OPERATOR, made_at=now) for text, said in corrected.items()}
        there = [passage for passage in passages if passage.text in known]
        return [Rendered(p, _as_known(known[p.text], p)) for p in there]

    def _terms(self, passages: Iterable[Passage]) -> dict[str, str]:
        """The text of each passage, and what the glossary says of it."""
        return {p.text: self.glossary.digest(p.text, p.language) for p in passages}

    # -- the second look

    def _review(
        self, done: list[Rendered], known: Mapping[str, str], translator: Translator, made: Made, now: datetime
    ) -> Made:
        """Check what was rendered, in its place; of a text with a critical finding ask others, once.

        A bug in a check costs the findings of one sentence, and not its English.
        """
        checked = attempt(self.checker.sentences, [_pair(r) for r in done if r.segment.state == "translated"])
        others = self._others(made.language, translator, now) if checked.error is None else ()
        before = self._store.recall_alternatives(made.language, _remembered_texts(done, known, translator.version))
        settled: dict[tuple[str, str], Segment] = {}
        for place, rendered in enumerate(done):
            text, segment = rendered.passage.text, rendered.segment
            if segment.state != "translated" or segment.engine == OPERATOR:
                continue
            like = settled.get((text, rendered.passage.before)) or settled.get((text, ""))
            if like is not None:
                done[place] = replace(rendered, segment=_as_known(like, rendered.passage))
                continue
            rendered = replace(rendered, segment=replace(segment, alternatives=before.get(text, ())))
            ask = others if segment.engine == translator.version and text not in known else ()
            tried = attempt(lambda r, ask=ask: review(r, self._check, ask), rendered)  # type: ignore[misc]
            if tried.result is None:
                self._tell_bug(rendered, tried.error or RuntimeError("no result"), now)
                continue
            done[place] = tried.result.rendered
            settled[_holds_for(done[place])] = done[place].segment
            made = _counted(made, tried.result)
        named = {r.segment.engine for r in done} | {a.engine for r in done for a in r.segment.alternatives}
        self._name_engines(named - {"", OPERATOR, translator.version}, made.language)
        return made

    def _check(self, passage: Passage, english: str) -> tuple[Finding, ...]:
        return self.checker.sentences([(passage.language, passage.text, english)])[0]

    def _others(self, language: str, translator: Translator, now: datetime) -> tuple[Other, ...]:
        """Whom to ask for other English, in the order of the ways: the engine, and in its place a second one."""
        second = next(second_routes(language, self._config, self._route(language, now)), None)
        others: list[Other] = []
        for way in WAYS:
            if way is not SECOND:
                others.append(self._other(way, lambda: translator))
            elif second is not None:
                others.append(self._other(way, partial(self._opened_by, second)))
        return tuple(others)

    def _other(self, way: Way, opened: Callable[[], Translator]) -> Other:
        """Ask where it may be given up; who is down has nothing to say, as there is English already."""

        def asked(passage: Passage) -> Sequence[Candidate]:
            if not way.suits(passage):
                return ()
            try:
                with self._waiting:
                    return ask(way, passage, opened(), self.glossary)
            except TranslationError as error:
                log.warning("no second word", language=passage.language, engine=error.engine, reason=error.reason)
                return ()

        return Other(asked, lambda place: version_in(opened().version, way.names[place]))

    def _name_engines(self, versions: Iterable[str], language: str) -> None:
        """Keep what is told of the engines whose second word was kept; of remembered ones it is kept already."""
        for version in sorted(versions):
            route = self._routes_by_version.get((version.partition(WAY)[0], language))
            if route is not None:
                self._store.save_engine(describe(route, version))

    def _tell_bug(self, rendered: Rendered, error: Exception, now: datetime) -> None:
        log.critical("a bug in a check", exc_info=error)
        self._store.save_failure(Failure.of(rendered.passage.article_id, "check", error, now))

    def _leave(self, first: Pending, route: Route, now: datetime) -> Made:
        """Pass English on as it is; and leave in its own language what nobody translates, saying so."""
        version = "" if route.kind == "english" else NOBODY
        if version:
            self._store.save_engine(Engine(version, route.language, "", "", "none", route.reason))
        batch = self._store.pending_passages(CLAIM, now, language=first.language)
        passages = [_passage(p) for p in batch]
        done = [Rendered(p, Segment(p.sources, p.text, "passed", version, None, now)) for p in passages]
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
                log.warning("no translation", subject=failure.subject, reason=failure.message)

    def _opened(self, language: str, now: datetime) -> Translator:
        """The engine of a language, opened where it is not; raises what kept it from that."""
        return self._opened_by(self._route(language, now))

    def _opened_by(self, route: Route) -> Translator:
        if route.key not in self._open:
            while len(self._open) >= OPEN_AT_ONCE:
                self._open.pop(next(iter(self._open))).close()
            log.info("opening", engine=route.title, language=route.language, reason=route.reason)
            with self._waiting:
                self._open[route.key] = open_engine(route, self._config, self._progress)
        translator = self._open[route.key] = self._open.pop(route.key)  # the last is the one used last
        self._routes_by_version[translator.version, route.language] = route
        return translator

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
        until = self._rests.begin(language, now)
        failure = Failure.of(language, "translate", error, now)
        self._store.save_failure(replace(failure, passing=True, retry_at=until))
        log.warning(
            "engine rests", language=language, engine=error.engine, reason=error.reason, until=until.isoformat()
        )


def _passage(wanted: Pending, mastheads: tuple[str, ...] = ()) -> Passage:
    return Passage(
        wanted.article_id,
        wanted.revision,
        wanted.sentence,
        wanted.text,
        wanted.language,
        mastheads,
        wanted.also,
        wanted.before,
        wanted.is_running,
    )


def _as_known(segment: Segment, passage: Passage) -> Segment:
    """A segment of the same text elsewhere, for this passage; the operator's word stands as it is."""
    segment = replace(segment, sources=passage.sources)
    return segment if segment.engine == OPERATOR else with_english(segment, passage, segment.as_said)


def _holds_for(rendered: Rendered) -> tuple[str, str]:
    """The text whose English this is wherever it stands; with the sentence before, where that helped to say it."""
    passage, way = rendered.passage, rendered.segment.engine.partition(WAY)[2]
    return passage.text, passage.before if way == CONTEXT else ""


def _remembered_texts(done: Iterable[Rendered], known: Mapping[str, str], version: str) -> dict[str, str]:
    """The English of texts that were not asked for now."""
    remembered = ((r.passage.text, r.segment) for r in done if r.segment.state == "translated")
    return {
        text: s.as_said for text, s in remembered if s.engine != OPERATOR and (text in known or s.engine != version)
    }


def _pair(rendered: Rendered) -> Pair:
    return rendered.passage.language, rendered.passage.text, rendered.segment.target


def _counted(made: Made, reviewed: Reviewed) -> Made:
    """A batch's figures with one more sentence's."""
    is_asked = reviewed.tries > 0
    return replace(
        made,
        doubted=made.doubted + is_asked,
        tries=made.tries + reviewed.tries,
        mended=made.mended + reviewed.mended,
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
