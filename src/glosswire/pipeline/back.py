"""Marked sentences put back into their own language by an engine, so that readers can hold them to the original."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from glosswire.config import Config
from glosswire.errors import BadOutput, ConfigError, TranslationError, UnsupportedPair
from glosswire.model import BACK, WAY, Back, Unreturned
from glosswire.pipeline.rests import Rests
from glosswire.store.store import Store
from glosswire.translate.base import Candidate, Returning, Translator
from glosswire.translate.render import accepted_back
from glosswire.translate.route import Route, choose_back, describe

HOLDS = timedelta(hours=1)  # then it is chosen anew who puts a language back: an engine may have come

log = structlog.get_logger("glosswire")


@dataclass(frozen=True, slots=True)
class _Known:
    route: Route
    until: datetime


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
        self._told: set[str] = set()  # engines of which it was said that they cannot be opened
        choose_back("und", config)  # an engine that is named and not there is told at once

    def next(self, most: int, now: datetime) -> int:
        """Put back up to `most` marked sentences of one article; how many were dealt with."""
        self._known = {language: known for language, known in self._known.items() if known.until > now}
        while True:
            idle = [language for language, known in self._known.items() if known.route.kind == "none"]
            wanted = self._store.unreturned(most, [*idle, *self._rests.resting(now)])
            if not wanted:
                return 0
            language = wanted[0].language
            route = self._known[language].route if language in self._known else self._choose(language, now)
            if route.kind != "none" and (done := self._put_back(wanted, route, now)):
                return done

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
            if not isinstance(translator, Returning):
                raise UnsupportedPair(translator.version, f"from English into {language}")
            with self._waiting:
                found = translator.translate_back([item.english for item in wanted], language)
        except UnsupportedPair as error:
            nobody = replace(route, kind="none", title="", licence="", grade="none", quality="", reason=error.reason)
            self._settle(language, nobody, now)
            return 0
        except BadOutput:
            found = (Candidate(""),) * len(wanted)
        except TranslationError as error:
            self._rest(language, error, now)
            return 0
        self._rests.end(language)
        version = f"{translator.version}{WAY}{BACK}"
        self._store.save_engine(describe(route, version))
        for item, candidate in zip(wanted, found, strict=True):
            text = accepted_back(item.text, item.english, candidate)
            self._store.save_back(item, Back(text, item.english, version, now))
        return len(wanted)

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
