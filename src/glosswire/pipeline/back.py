"""Marked sentences put back into their own language by an engine, so that readers can hold them to the original."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from glosswire.config import Config
from glosswire.errors import ConfigError, TranslationError, UnsupportedPair
from glosswire.model import BACK, WAY, ArticleId, Back, Unreturned
from glosswire.pipeline.rests import Rests
from glosswire.store.store import Store
from glosswire.translate.base import Candidate, Returning, Translator
from glosswire.translate.render import accepted_back
from glosswire.translate.route import Route, choose_back, describe

HOLDS = timedelta(hours=1)  # then it is chosen anew who puts a language back: an engine may have come
MOST_ASKED = 5  # times in vain, while others of its language were answered: as often as a sentence is translated anew

log = structlog.get_logger("glosswire")


@dataclass(frozen=True, slots=True)
class _Known:
    route: Route
    until: datetime


@dataclass(frozen=True, slots=True)
class _Missed:
    """How often a sentence was asked for in vain, and how many batches of its language had an answer by then."""

    times: int
    answered: int


class Returner:
    """Put a store's marked sentences back, the newest article's first; nothing where no engine can.

    `open_by` gives the engine of a route; `waiting` surrounds what may be given up at any moment. Raises ConfigError
    where `translate.back` names an engine that is not there, and later where it cannot be opened.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        open_by: Callable[[Route], Translator],
        waiting: AbstractContextManager[None],
    ) -> None:
        self._store = store
        self._config = config
        self._open_by = open_by
        self._waiting = waiting
        self._known: dict[str, _Known] = {}
        self._rests = Rests()
        self._misses: dict[Unreturned, _Missed] = {}  # what was asked for last is last
        self._answered: Counter[str] = Counter()
        self._told: set[str] = set()  # engines of which it was said that they cannot be opened
        choose_back("und", config)  # an engine that is named and not there is told at once

    def next(self, most: int, now: datetime) -> int:
        """Put back up to `most` marked sentences of one article; how many were dealt with."""
        self._known = {language: known for language, known in self._known.items() if known.until > now}
        while True:
            wanted = self._wanted(most, now)
            if not wanted:
                return 0
            language = wanted[0].language
            route = self._known[language].route if language in self._known else self._choose(language, now)
            if route.kind != "none" and (done := self._put_back(wanted, route, now)):
                return done

    def _wanted(self, most: int, now: datetime) -> Sequence[Unreturned]:
        """Sentences of one article that were not asked for in vain; else, alone, the one that was longest ago.

        So a sentence at which its engine fails keeps no others waiting.
        """
        idle = [language for language, known in self._known.items() if known.route.kind == "none"]
        skip = {*idle, *self._rests.resting(now)}
        behind: set[Unreturned] = set()
        passed: list[ArticleId] = []
        while found := self._store.unreturned(most + len(self._misses), skip, passed):
            if fresh := [item for item in found if item not in self._misses]:
                return fresh[:most]
            behind.update(found)
            passed.append(found[0].article_id)
        self._misses = {item: miss for item, miss in self._misses.items() if item in behind or item.language in skip}
        return [item for item in self._misses if item in behind][:1]

    def _choose(self, language: str, now: datetime) -> Route:
        route = choose_back(language, self._config)
        self._settle(language, route, now)
        return route

    def _settle(self, language: str, route: Route, now: datetime) -> None:
        """Know for a while who puts a language back, and have the site know it."""
        self._known[language] = _Known(route, now + HOLDS)
        self._store.save_engine(replace(describe(route, BACK), quality=route.quality or route.reason))

    def _put_back(self, wanted: Sequence[Unreturned], route: Route, now: datetime) -> int:
        """Ask for all; an engine that is down rests, and one that cannot is asked no more for a while."""
        language = route.language
        try:
            translator = self._opened(route)
            found = self._ask(translator, wanted)
        except UnsupportedPair as error:
            nobody = replace(route, kind="none", title="", licence="", grade="none", quality="", reason=error.reason)
            self._settle(language, nobody, now)
            return 0
        except TranslationError as error:
            self._rest(language, error, now)
            return 0
        return self._keep(dict(zip(wanted, found, strict=True)), route, f"{translator.version}{WAY}{BACK}", now)

    def _ask(self, translator: Translator, wanted: Sequence[Unreturned]) -> Sequence[Candidate | TranslationError]:
        """The engine's answer to each, or why there is none."""
        language = wanted[0].language
        if not isinstance(translator, Returning):
            raise UnsupportedPair(translator.version, f"from English into {language}")
        try:
            with self._waiting:
                return translator.translate_back([item.english for item in wanted], language)
        except UnsupportedPair:
            raise
        except TranslationError as error:
            return (error,) * len(wanted)

    def _keep(
        self, found: Mapping[Unreturned, Candidate | TranslationError], route: Route, version: str, now: datetime
    ) -> int:
        """Save what was answered, and what never is, as none; how many. The language rests where anything failed."""
        errors = [said for said in found.values() if isinstance(said, TranslationError)]
        if len(errors) < len(found):
            self._answered[route.language] += 1
            self._rests.end(route.language)
        if errors:
            self._rest(route.language, errors[0], now)
        done = {item: said for item, said in found.items() if self._is_done(item, said)}
        if done:
            self._store.save_engine(describe(route, version))
        for item, said in done.items():
            text = accepted_back(item.text, item.english, said) if isinstance(said, Candidate) else ""
            self._store.save_back(item, Back(text, item.english, version, now))
        return len(done)

    def _is_done(self, item: Unreturned, said: Candidate | TranslationError) -> bool:
        """Whether a sentence is not to be asked for again: it was answered, or failed often while others did not.

        An engine that fails at all may be down, or send its login page: that says nothing of the sentence.
        """
        before = self._misses.pop(item, None)
        if isinstance(said, Candidate):
            return True
        answered = self._answered[item.language]
        times = 1 if before is None else before.times + (answered > before.answered)
        if times < MOST_ASKED:
            self._misses[item] = _Missed(times, answered)
            return False
        log.warning("never put back", article=item.article_id, engine=said.engine, reason=said.reason)
        return True

    def _opened(self, route: Route) -> Translator:
        """The engine of a route; one that nobody named for this may not end the newsroom where it cannot be opened."""
        try:
            return self._open_by(route)
        except ConfigError as error:
            if self._config.translate.back != "auto":
                raise
            if route.key not in self._told:
                log.warning("nothing is put back", engine=route.title, reason=str(error))
                self._told.add(route.key)
            raise UnsupportedPair(route.title, "the engine that the configuration has cannot be opened") from error

    def _rest(self, language: str, error: TranslationError, now: datetime) -> None:
        """Leave a language alone for a while, longer each time."""
        until = self._rests.begin(language, now).isoformat()
        log.warning("nothing is put back", language=language, engine=error.engine, reason=error.reason, until=until)
