"""Translate rows of standard input as they come: what is there at once goes to the engine together."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from glosswire.config import Config
from glosswire.errors import ConfigError
from glosswire.model import ArticleId, Segment
from glosswire.text.sentences import split
from glosswire.translate.base import Translator
from glosswire.translate.glossary import Glossary, load_glossary
from glosswire.translate.models import Tell
from glosswire.translate.render import Passage, render
from glosswire.translate.route import Route, choose_route, open_engine

Row = Mapping[str, object]
MOST_ROWS = 64  # read ahead


def translate_rows(rows: Iterable[Row], config: Config, engine: str, tell: Tell) -> Iterator[Row]:
    """Answer each row in order; an engine is opened when its first row comes, and closed at the end.

    Raises ConfigError for a row without text or language, or an engine that is not known.
    """
    if engine:
        config = replace(config, translate=replace(config.translate, default=engine, languages={}))
    engines: dict[str, Translator] = {}
    glossary = load_glossary(config)
    try:
        for batch in as_they_come(rows, _require):
            for language, some in groupby(batch, key=_language):
                route = choose_route(language, config)
                yield from _answers(list(some), language, route, _translator(route, config, engines, tell), glossary)
    finally:
        for translator in engines.values():
            translator.close()


def _translator(route: Route, config: Config, engines: dict[str, Translator], tell: Tell) -> Translator | None:
    if route.kind in ("english", "none"):
        return None
    if route.key not in engines:
        engines[route.key] = open_engine(route, config, tell)
    return engines[route.key]


def _answers(
    rows: Sequence[Row], language: str, route: Route, translator: Translator | None, glossary: Glossary
) -> Iterator[Row]:
    passages: list[Passage] = []
    owners: list[int] = []
    for number, row in enumerate(rows):
        text = _text(row)
        for sentence in split(text, language):
            passages.append(
                Passage(ArticleId(str(row.get("id"))), 0, sentence, text[sentence.start : sentence.end], language)
            )
            owners.append(number)
    segments: list[list[Segment]] = [[] for _ in rows]
    if translator is None:
        state = "passed" if route.kind == "english" else "none"
        for row in rows:
            answer = {"id": row.get("id"), "target": _text(row) if state == "passed" else "", "engine": "none"}
            yield {**answer, "state": state, "reason": route.reason}
        return
    for owner, rendered in zip(owners, render(passages, translator, {}, _now, glossary), strict=True):
        segments[owner].append(rendered.segment)
    for row, made in zip(rows, segments, strict=True):
        yield _answer(row, made, translator.version)


def _answer(row: Row, made: Sequence[Segment], engine: str) -> Row:
    states = {segment.state for segment in made}
    return {
        "id": row.get("id"),
        "target": " ".join(segment.target for segment in made),
        "engine": engine,
        "state": next((state for state in ("failed", "translated") if state in states), "passed"),
        "segments": [
            {"start": s.sources[0].start, "end": s.sources[-1].end, "target": s.target, "state": s.state} for s in made
        ],
    }


def _now() -> datetime:
    return datetime.now(UTC)


def _require(row: Row) -> None:
    _language(row)
    _text(row)


def _language(row: Row) -> str:
    language = row.get("language")
    if not isinstance(language, str) or not language:
        raise ConfigError(f"row {row.get('id')!r}: 'language' must be a tag; `glosswire identify` finds it")
    return language


def _text(row: Row) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise ConfigError(f"row {row.get('id')!r}: 'text' must be a string")
    return text


def as_they_come(rows: Iterable[Row], require: Callable[[Row], object]) -> Iterator[list[Row]]:
    """Batches of what has been read while the last batch was at work, so that nobody waits for a full one.

    `require` raises where a row is wrong; all rows before that one are answered first.
    """
    read: queue.Queue[Row | Exception | None] = queue.Queue(MOST_ROWS)

    def read_on() -> None:
        try:
            for row in rows:
                require(row)  # here, so that all rows before one that is wrong are answered
                read.put(row)
            read.put(None)
        except Exception as error:  # raised where the rows are taken
            read.put(error)

    threading.Thread(target=read_on, name="read-rows", daemon=True).start()
    while True:
        batch: list[Row] = []
        got = read.get()
        while isinstance(got, Mapping):
            batch.append(got)
            if len(batch) == MOST_ROWS or read.empty():
                break
            got = read.get()
        if batch:
            yield batch
        if isinstance(got, Exception):
            raise got
        if got is None:
            return
