"""The command `explain`: what is on record of a sentence's English, and whether it comes out the same again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from glosswire.cli.common import Exit, Json, cell, load, parse_sentence, print_json, require_store
from glosswire.config import Config, load_sources
from glosswire.errors import NotFound
from glosswire.model import Alternative, ArticleId, Back, Correction, Engine, Finding, Reading, Segment

if TYPE_CHECKING:
    from glosswire.pipeline.again import Again


@dataclass(frozen=True, slots=True)
class Explained:
    """The record of a sentence: its text and the text's digest, its English, and all that made and checked it.

    `terms`: a digest of what the glossary said of the text, empty where it said nothing, None where that is not known;
    `terms_now`: of what the present one says. `said`: the engine's own words, where the article's quotation marks and names
    make other English of them; else empty.
    """

    article: str
    revision: int
    sentence: int
    language: str
    original: str
    digest: str
    terms: str | None
    terms_now: str
    english: str
    said: str
    state: str
    engine: Engine | None
    score: float | None
    made_at: datetime | None
    checks: str
    findings: tuple[Finding, ...]
    alternatives: tuple[Alternative, ...]
    back: Back | None
    corrections: tuple[Correction, ...]


def register(cli: typer.Typer) -> None:
    """Add the command to the command line."""
    cli.command()(explain)


def explain(
    context: typer.Context,
    sentence: Annotated[str, typer.Argument(help="ARTICLE#SENTENCE: an article's id and a sentence, counted from 1.")],
    revision: Annotated[
        int | None, typer.Option(min=1, help="Of this revision; by default of the current one.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Make it again, and compare.")] = False,
    as_json: Json = False,
) -> None:
    """Show what is on record of a sentence's English: its original, its engine, its findings, its corrections.

    The engine's version names the model, its digest, and a digest of the settings. With `--again` the exit code is 1
    where the English does not come out the same, or cannot be made here.
    """
    from glosswire.store.store import open_store

    config = load(context)
    article_id, position = parse_sentence(sentence)
    require_store(config)
    with open_store(config.store_url) as store:
        reading = store.reading(ArticleId(article_id), revision)
        segment = _segment_at(reading, position)
        texts = tuple(map(reading.article.text_of, segment.sources))
        corrected = store.corrections_of(reading.article.language.tag, texts)
    made = _made_again(reading, segment, config) if again else None
    record = _record(reading, segment, corrected, config)
    if as_json:
        print_json(record if made is None else {"record": record, "again": made})
    else:
        _show(record, made)
    if made is not None and not made.is_same:
        raise typer.Exit(Exit.FAILED)


def _segment_at(reading: Reading, position: int) -> Segment:
    """The segment that renders a sentence; raises NotFound."""
    if position >= len(reading.sentences):
        raise NotFound(f"article {reading.article.id} has {len(reading.sentences)} sentences, and no {position + 1}")
    sentence = reading.sentences[position]
    found = next((s for s in reading.translation.segments if sentence in s.sources), None)
    if found is None:
        raise NotFound(f"sentence {position + 1} of article {reading.article.id} has no English yet")
    return found


def _record(reading: Reading, segment: Segment, corrected: tuple[Correction, ...], config: Config) -> Explained:
    from glosswire.store.rows import digest
    from glosswire.translate.glossary import load_glossary

    article = reading.article
    texts = tuple(map(article.text_of, segment.sources))
    return Explained(
        article=article.id,
        revision=article.revision,
        sentence=reading.sentences.index(segment.sources[0]) + 1,
        language=article.language.tag,
        original=" ".join(texts),
        digest=digest(texts).hex(),
        terms=segment.terms,
        terms_now=load_glossary(config).digest(" ".join(texts), article.language.tag),
        english=segment.target,
        said=segment.said,
        state=segment.state,
        engine=next((engine for engine in reading.engines if engine.version == segment.engine), None),
        score=segment.score,
        made_at=segment.made_at,
        checks=reading.translation.checks,
        findings=segment.findings,
        alternatives=segment.alternatives,
        back=segment.back,
        corrections=corrected,
    )


def _made_again(reading: Reading, segment: Segment, config: Config) -> "Again":
    from glosswire.pipeline.again import make_again

    own = reading.article.source_id
    source = next((s for s in load_sources(config.sources_path) if s.id == own), None)
    mastheads = (source.name, *source.mastheads) if source else ()
    return make_again(reading, segment, mastheads, config, lambda: datetime.now(UTC))


def _terms(record: Explained) -> str:
    made_by = "not known" if record.terms is None else record.terms or "none"
    is_same = record.terms is None or record.terms == record.terms_now
    return made_by if is_same else f"{made_by}; by the present glossary {record.terms_now or 'none'}"


def _show(record: Explained, made: "Again | None") -> None:
    from rich.console import Console
    from rich.table import Column, Table

    engine = record.engine
    lines: list[tuple[str, object]] = [
        ("sentence", f"{record.article}#{record.sentence}, revision {record.revision}, {record.language}"),
        ("original", record.original),
        ("digest", record.digest),
        ("terms", _terms(record)),
        ("English", record.english),
        *([("as its engine said it", record.said)] if record.said else []),
        ("state", record.state),
        ("engine", f"{engine.title}, {engine.grade}\n{engine.version}\n{engine.licence}" if engine else "none"),
        ("score", "none" if record.score is None else f"{record.score:.3f}"),
        ("made", record.made_at),
        ("checks", record.checks or "not all of the article yet"),
        *_said_of(record.findings),
        *((f"alternative {n}", _told(a)) for n, a in enumerate(record.alternatives, 1)),
        ("back", f"{record.back.text or 'no usable one'}\n{record.back.engine}" if record.back else "none"),
        *((f"correction {c.number}", f"{c.before}\n{c.after}\n{c.note}".strip()) for c in record.corrections),
    ]
    if made is not None:
        lines.append(("again", made.reason or ("the same, byte for byte" if made.is_same else made.english)))
    table = Table("what", Column("on record", overflow="fold"))
    for name, said in lines:
        table.add_row(cell(name), cell(said))
    Console().print(table)


def _said_of(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f"{f.severity}, {f.kind}", f.detail if f.is_shown else f"{f.detail} (not shown)") for f in findings]


def _told(alternative: Alternative) -> str:
    """What else was said of a sentence, what made it, and what was found in it."""
    found = [f"{what}: {detail}" for what, detail in _said_of(alternative.findings)]
    return "\n".join((alternative.target, alternative.engine, *found))
