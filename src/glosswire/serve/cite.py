"""Cite an article as BibTeX and CSL-JSON: the original first, then the exact revision and translation."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from glosswire.model import Article, Engine, Reading, Source
from glosswire.serve.tongues import tongue

_LAYOUT = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # overrides turn what follows in a bibliography
_SPACE = re.compile(r"\s+")
# BibTeX counts braces even behind a backslash, so that none may stand in a value but in pairs.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
}
_TEX_CHAR = re.compile("[" + re.escape("".join(_TEX)) + "]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_KEY_OUT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Citation:
    """What both forms say."""

    key: str
    article: Article
    publisher: str
    title: str
    authors: tuple[str, ...]
    published: date | None
    fetched: date
    url: str
    place: str  # of exactly this revision on this site
    engines: tuple[Engine, ...]
    made: date | None


def bibtex(reading: Reading, source: Source, base_url: str) -> str:
    """Write the entry for BibTeX and biblatex; `base_url` is where this site stands."""
    cited = _citation(reading, source, base_url)
    lines = (f"  {name} = {value}" for name, value in _fields(cited))
    return f"@misc{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def csl_json(reading: Reading, source: Source, base_url: str) -> str:
    """Write the item as CSL-JSON, in a list of one, as reference managers read it."""
    cited = _citation(reading, source, base_url)
    item: dict[str, object] = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": cited.title,
        "container-title": cited.publisher,
        "language": cited.article.language.tag,
        "URL": cited.url,
        "accessed": _parts(cited.fetched),
        "version": f"revision {cited.article.revision}",
        "note": _note(cited),
        "archive_location": cited.place,
    }
    if cited.published:
        item["issued"] = _parts(cited.published)
    if cited.authors:
        item["author"] = [{"literal": name} for name in cited.authors]
    if cited.engines:
        item["translator"] = [{"literal": f"{e.title} ({e.version})"} for e in cited.engines]
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _citation(reading: Reading, source: Source, base_url: str) -> _Citation:
    article = reading.article
    counts = Counter(s.engine for s in reading.translation.segments if s.state == "translated")
    known = {engine.version: engine for engine in reading.engines}
    times = [s.made_at for s in reading.translation.segments if s.state == "translated" and s.made_at]
    published = article.published_at
    return _Citation(
        key=f"{_KEY_OUT.sub('-', source.id.lower()).strip('-') or 'article'}-{_slug(article)}-r{article.revision}",
        article=article,
        publisher=_plain(source.name),
        title=_plain(article.headline),
        authors=tuple(filter(None, map(_plain, article.authors))),
        published=published.date() if published else None,  # by the publisher's own calendar
        fetched=_day(article.fetched_at),
        url=_address(article.url),
        place=_address(f"{base_url.rstrip('/')}/article/{article.id}/revision/{article.revision}"),
        engines=tuple(known[version] for version, _ in counts.most_common() if version in known),
        made=_day(max(times)) if times else None,
    )


def _slug(article: Article) -> str:
    return _KEY_OUT.sub("", article.id.lower())[:12]


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _plain(text: str) -> str:
    """One line without control characters and directional overrides; lone surrogates are replaced."""
    line = _SPACE.sub(" ", _LAYOUT.sub("", text)).strip()
    line = "".join(c for c in line if unicodedata.category(c) != "Cc")
    return line.encode("utf-8", "replace").decode("utf-8")


def _address(url: str) -> str:
    """A URL whose every character may stand in a value of either form."""
    return quote(url, safe="/:?=&@+,;!*()'$~#%[]-._", encoding="utf-8", errors="replace")


def _fields(cited: _Citation) -> Iterator[tuple[str, str]]:
    if cited.authors:
        yield "author", "{" + " and ".join(f"{{{_tex(name)}}}" for name in cited.authors) + "}"
    yield "title", f"{{{{{_tex(cited.title)}}}}}"  # twice, so that a style leaves its capitals alone
    yield "howpublished", f"{{{_tex(cited.publisher)}}}"
    if cited.published:
        yield "year", f"{{{cited.published.year}}}"
        yield "month", _MONTHS[cited.published.month - 1]
        yield "day", f"{{{cited.published.day}}}"
    yield "url", f"{{{cited.url}}}"
    yield "urldate", f"{{{cited.fetched.isoformat()}}}"
    yield "language", f"{{{_tex(tongue(cited.article.language.tag).name)}}}"
    yield "note", f"{{{_tex(_note(cited, with_place=False))} \\url{{{cited.place}}}}}"


def _note(cited: _Citation, with_place: bool = True) -> str:
    """Say in words which revision was read and what translated it when."""
    name = tongue(cited.article.language.tag).name
    parts = [f"Revision {cited.article.revision}, as fetched on {cited.fetched.isoformat()}."]
    if cited.engines:
        makers = ", ".join(f"{_plain(e.title)} ({_plain(e.version)})" for e in cited.engines)
        when = f" on {cited.made.isoformat()}" if cited.made else ""
        parts.append(f"Machine-translated from {name} into English by {makers}{when}.")
    parts.append(f"Read at {cited.place}" if with_place else "Read at")
    return " ".join(parts)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _tex(text: str) -> str:
    return _TEX_CHAR.sub(lambda found: _TEX[found.group()], text)
