"""The text stages as filters: JSON lines in, JSON lines out, in the order of input, without a store."""

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from glosswire.cli.common import Jsonl, load, read_lines, write_lines
from glosswire.errors import ConfigError, ContentError
from glosswire.model import Article, Page, SourceId

MAX_PAGE_BYTES = 50_000_000  # a page is unpacked whole; more than this is no page


def register(cli: typer.Typer) -> None:
    """Add the filters to the command line."""
    for command in (extract, identify, split, translate, check, highlight, group):
        cli.command()(command)


def extract(jsonl: Jsonl = True) -> None:
    """Read pages: {"id", "url", "html_path"} or {"id", "url", "html"}; answer their articles.

    An answer has headline, standfirst, blocks (kind, text, and `at`, the time of a live ticker's item), authors
    (agencies among them), agency, section, keywords, published_at, modified_at, language, url and image; a page that is no article has `error` with its kind and `reason`.
    """
    write_lines(map(_extract_row, read_lines()))


def identify(jsonl: Jsonl = True) -> None:
    """Read {"id", "text"} and perhaps "claims" (language tags); answer {"id", "language", "confidence"}."""
    from glosswire.text.language import identify as name_language

    for row in read_lines():
        found = name_language(_text(row, "text"), _claims(row))
        write_lines([{"id": row.get("id"), "language": found.tag, "confidence": round(found.confidence, 4)}])


def split(jsonl: Jsonl = True) -> None:
    """Read {"id", "language", "text"}; answer {"id", "sentences": [text], "spans": [[start, end]]}."""
    from glosswire.text.sentences import split as split_text

    for row in read_lines():
        text = _text(row, "text")
        found = split_text(text, str(row.get("language") or ""))
        spans = [[s.start, s.end] for s in found]
        write_lines([{"id": row.get("id"), "sentences": [text[a:b] for a, b in spans], "spans": spans}])


def translate(
    context: typer.Context,
    jsonl: Jsonl = True,
    engine: Annotated[str, typer.Option(help="An engine of the configuration; by default the language's own.")] = "",
) -> None:
    """Read {"id", "language", "text"}; answer {"id", "target", "engine", "state"}, sentence by sentence.

    A text of several sentences is split, and its `segments` say which span became which English.
    """
    from glosswire.cli.pulling import plain_progress
    from glosswire.cli.translating import translate_rows

    write_lines(translate_rows(read_lines(), load(context), engine, plain_progress()))


def check(
    jsonl: Jsonl = True,
    every: Annotated[bool, typer.Option("--all", help="Findings too that readers are not shown.")] = False,
) -> None:
    """Read {"id", "language", "source", "target"}; answer {"id", "findings": [{"kind", "severity", "detail"}]}.

    Findings whose kind errs too often in the language are left out, unless `--all` asks for them; then each says
    whether it `is_shown`.
    """
    from glosswire.cli.checking import check_rows

    write_lines(check_rows(read_lines(), every))


def highlight(
    jsonl: Jsonl = True,
    limit: Annotated[int, typer.Option(min=1, help="The most highlights for one text.")] = 4,
) -> None:
    """Read {"id", "language", "text"} (blocks parted by line breaks); answer {"id", "highlights": [sentence]}."""
    from glosswire.text.highlights import choose_from

    for row in read_lines():
        blocks = tuple(line.strip() for line in _text(row, "text").splitlines() if line.strip())
        found = choose_from(blocks, str(row.get("language") or "en"), limit)
        write_lines([{"id": row.get("id"), "highlights": list(found)}])


def group(
    jsonl: Jsonl = True,
    encoder: Annotated[bool, typer.Option(help="Compare what texts mean, by the encoder, beside their words.")] = True,
) -> None:
    """Read {"id", "time", "language", "title", "text"} in about the order of time; answer {"id", "story"}.

    `time` may be null and `text` empty; `english` may hold the title in English, `source` the outlet and `agency` a list
    of the agencies that it credits. Where another row's text is carried, the answer has "copy_of", with the "share" of
    the text and its "agency". A row is answered when its story can
    change no more: when it is 72 hours older than the newest rows or 20,000 rows came since, or at the end.
    """
    from glosswire.cli.grouping import group_rows

    write_lines(group_rows(read_lines(), encoder, lambda said: typer.echo(f"glosswire: {said}", err=True)))


def _text(row: dict[str, object], field: str) -> str:
    value = row.get(field)
    if not isinstance(value, str):
        raise ConfigError(f"row {row.get('id')!r}: {field!r} must be a string")
    return value


def _claims(row: dict[str, object]) -> tuple[str, ...]:
    claims = row.get("claims")
    if claims is None:
        return ()
    if not isinstance(claims, list):
        raise ConfigError(f"row {row.get('id')!r}: 'claims' must be a list of language tags")
    return tuple(claim for claim in claims if isinstance(claim, str))  # a page may well claim nothing


def _extract_row(row: dict[str, object]) -> dict[str, object]:
    from glosswire.intake.extract import Hint
    from glosswire.intake.extract import extract as read_article

    url = _text(row, "url")
    page = Page(url, url, 200, "text/html", "", _page_bytes(row), datetime.now(UTC))
    try:
        article = read_article(page, Hint(SourceId("")))
    except ContentError as error:
        return {"id": row.get("id"), "error": type(error).__name__, "reason": error.reason}
    return {"id": row.get("id"), **_article_fields(article)}


def _page_bytes(row: dict[str, object]) -> bytes:
    if "html" in row:
        return _text(row, "html").encode("utf-8", "surrogatepass")
    path = Path(_text(row, "html_path"))
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(MAX_PAGE_BYTES)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise ConfigError(f"row {row.get('id')!r}: {path}: {error}") from error


def _article_fields(article: Article) -> dict[str, object]:
    skip = 1 + bool(article.standfirst)
    return {
        "url": article.url,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "blocks": [{"kind": b.kind, "text": b.text, **({"at": b.at} if b.at else {})} for b in article.blocks[skip:]],
        "authors": [*article.authors, *(a for a in article.agency if not any(a in name for name in article.authors))],
        "agency": article.agency,
        "section": article.section,
        "keywords": article.keywords,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "language": article.language.tag,
        "image": article.image,
    }
