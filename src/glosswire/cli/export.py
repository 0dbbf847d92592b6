"""The command `export`: what the store holds in English, as JSON lines, CSV, or aligned TMX, streaming."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO
from xml.sax.saxutils import escape, quoteattr

import typer

from glosswire import __version__
from glosswire.cli.common import load, plain, require_store
from glosswire.config import load_sources
from glosswire.errors import ConfigError
from glosswire.model import Article, Policy, Reading, Segment, Sentence, Source, SourceId
from glosswire.serve.items import times_of

COLUMNS = (
    "article",
    "revision",
    "source",
    "url",
    "language",
    "published_at",
    "block",
    "kind",
    "original",
    "english",
    "state",
    "engine",
    "score",
    "findings",
    "item_at",
)
# What XML 1.0 cannot say: a page may hold it, a TMX file must not.
_NOT_XML = dict.fromkeys([*range(0x9), 0xB, 0xC, *range(0xE, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " ")


class Form(StrEnum):
    """How an export is written."""

    JSONL = "jsonl"
    CSV = "csv"
    TMX = "tmx"


@dataclass(frozen=True, slots=True)
class Exported:
    """What of a reading may leave the store: its segments, and the blocks of its article that they render."""

    reading: Reading
    segments: tuple[Segment, ...]
    is_all: bool


def register(cli: typer.Typer) -> None:
    """Add the command to the command line."""
    cli.command()(export)


def export(
    context: typer.Context,
    form: Annotated[Form, typer.Option("--format", "-f", help="How it is written.")] = Form.JSONL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; by default standard output.")] = None,
    language: Annotated[str | None, typer.Option(help="Only articles in this language.")] = None,
    source: Annotated[str | None, typer.Option(help="Only articles of the source with this id.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day in UTC.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="To this day in UTC.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All text, whatever the sources' licence policies: it is your duty then.")
    ] = False,
) -> None:
    """Write the articles in English with their originals, sentence by sentence, the newest first.

    The licence policy of each source applies: nothing of `none`, the headline of `headline`, the titles, first
    sentences and highlights of `excerpt`. Segments that failed are in JSON lines and CSV, with their state, not in TMX.
    """
    from glosswire.store.store import open_store

    config = load(context)
    sources = {found.id: found for found in load_sources(config.sources_path)}
    if source is not None and source not in sources and not everything:
        raise ConfigError(f"no source {source!r} in {config.sources_path}; `glosswire sources list` names them")
    require_store(config)
    with open_store(config.store_url) as store, _opened(output) as out:
        readings = store.iterate_readings(language, SourceId(source) if source else None, _day(since), _day(until))
        found = permitted(readings, sources, config.site.excerpt_sentences, everything)
        WRITERS[form](found, out)


def _day(at: datetime | None) -> date | None:
    return None if at is None else at.date()


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise ConfigError(f"--output: {error}") from error
    with file:
        yield file


# -- the licence policy


def permitted(
    readings: Iterable[Reading], sources: Mapping[SourceId, Source], excerpt: int, everything: bool
) -> Iterator[Exported]:
    """What may leave the store of each article; an article of a source that is no longer named counts as `none`."""
    from glosswire.serve.present import allow

    for reading in readings:
        source = sources.get(reading.article.source_id)
        policy: Policy = "full" if everything else source.policy if source is not None else "none"
        segments = reading.translation.segments
        chosen = [s for h in reading.highlights for s in segments[h.segment].sources]
        allowed = allow(reading.article, reading.sentences, chosen, policy, excerpt)
        kept = tuple(segment for segment in segments if allowed.sentences.issuperset(segment.sources))
        if kept:
            yield Exported(reading, kept, allowed.is_all)


# -- the forms


def write_jsonl(found: Iterable[Exported], out: TextIO) -> None:
    """Write one JSON object for each article."""
    for exported in found:
        out.write(json.dumps(plain(_object(exported)), ensure_ascii=False) + "\n")


def _object(exported: Exported) -> dict[str, object]:
    article = exported.reading.article
    times = times_of(article.blocks)
    places = {segment: place for place, segment in enumerate(exported.segments)}
    all_made = exported.reading.translation.segments
    chosen = (all_made[highlight.segment] for highlight in exported.reading.highlights)
    return {
        "id": article.id,
        "revision": article.revision,
        "source": article.source_id,
        "url": article.url,
        "language": article.language.tag,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "fetched_at": article.fetched_at,
        "section": article.section,
        "authors": article.authors,
        "agency": article.agency,
        "is_all": exported.is_all,
        "engines": exported.reading.engines,
        "segments": [_segment_object(article, segment, times) for segment in exported.segments],
        "highlights": [places[segment] for segment in chosen if segment in places],
        "checks": exported.reading.translation.checks,
    }


def _segment_object(article: Article, segment: Segment, times: Sequence[datetime | None]) -> dict[str, object]:
    """`times`: of the live ticker's item that each block belongs to, by the publisher's clock where that is stated."""
    at = times[segment.sources[0].block]
    return {
        "block": segment.sources[0].block,
        "kind": article.blocks[segment.sources[0].block].kind,
        "original": original_of(article, segment.sources),
        "english": segment.target,
        "state": segment.state,
        "engine": segment.engine,
        "score": segment.score,
        "made_at": segment.made_at,
        "findings": segment.findings,
        "item_at": at,
    }


def _said(segment: Segment) -> tuple[str, ...]:
    """What was found in a segment, a line for each finding."""
    return tuple(f"{finding.severity} {finding.kind}: {finding.detail}" for finding in segment.findings)


def original_of(article: Article, sources: tuple[Sentence, ...]) -> str:
    """The source sentences of a segment with what stands between them; a space between two blocks."""
    first, last = sources[0], sources[-1]
    if first.block == last.block:
        return article.blocks[first.block].text[first.start : last.end]
    return " ".join(article.text_of(sentence) for sentence in sources)


def write_csv(found: Iterable[Exported], out: TextIO) -> None:
    """Write one row for each segment, under a header."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for exported in found:
        article = exported.reading.article
        times = times_of(article.blocks)
        stated = "" if article.published_at is None else article.published_at.isoformat()
        of = (article.id, article.revision, article.source_id, article.url, article.language.tag, stated)
        for segment in exported.segments:
            made = _segment_object(article, segment, times)
            at = times[segment.sources[0].block]
            made |= {"findings": "; ".join(_said(segment)), "item_at": at.isoformat() if at else ""}
            rows.writerow([*of, *(made[name] for name in COLUMNS[len(of) :])])


def write_tmx(found: Iterable[Exported], out: TextIO) -> None:
    """Write TMX 1.4, level 1: one unit for each segment that was translated."""
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="glosswire" creationtoolversion={quoteattr(__version__)} segtype="sentence" '
        'o-tmf="glosswire" adminlang="en" srclang="*all*" datatype="plaintext"/>\n<body>\n'
    )
    for exported in found:
        for number, segment in enumerate(exported.segments, 1):
            if segment.state == "translated":
                out.write(_unit(exported.reading.article, segment, number))
    out.write("</body>\n</tmx>\n")


def _unit(article: Article, segment: Segment, number: int) -> str:
    made = "" if segment.made_at is None else f' creationdate="{segment.made_at:%Y%m%dT%H%M%SZ}"'
    return (
        f"<tu tuid={quoteattr(f'{article.id}/{article.revision}/{number}')} srclang={quoteattr(article.language.tag)}>\n"
        f'<prop type="x-url">{_xml(article.url)}</prop><prop type="x-source">{_xml(article.source_id)}</prop>'
        f'<prop type="x-engine">{_xml(segment.engine)}</prop>'
        f"{_finding_props(segment)}\n"
        f"<tuv xml:lang={quoteattr(article.language.tag)}><seg>{_xml(original_of(article, segment.sources))}</seg></tuv>\n"
        f'<tuv xml:lang="en"{made}><seg>{_xml(segment.target)}</seg></tuv>\n</tu>\n'
    )


def _finding_props(segment: Segment) -> str:
    """What was found in a segment, so that who takes the memory over can leave out what is in doubt."""
    return "".join(f'<prop type="x-finding">{_xml(one)}</prop>' for one in _said(segment))


def _xml(text: str) -> str:
    return escape(text.translate(_NOT_XML))


WRITERS: Mapping[Form, Callable[[Iterable[Exported], TextIO], None]] = {
    Form.JSONL: write_jsonl,
    Form.CSV: write_csv,
    Form.TMX: write_tmx,
}
