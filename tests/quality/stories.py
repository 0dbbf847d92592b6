"""Our own stories of public events, each in several languages with its English, and the rows that they must give."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from glosswire.model import (
    Article,
    ArticleId,
    Block,
    Finding,
    Language,
    Quote,
    Reading,
    Segment,
    Sentence,
    SourceId,
    Translation,
)
from glosswire.stories.comparison import Told

FOLDER = Path(__file__).parent / "comparison"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that a story must give: what it is about, what it says of the reports, and the number of each."""

    about: str
    state: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One of our stories; rules were made on the first `part`, mended by the second, and judged by the third."""

    name: str
    part: str
    reports: tuple[Told, ...]
    rows: tuple[Wanted, ...]


def load_stories() -> tuple[Gold, ...]:
    """All of them, by name."""
    return tuple(_gold(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def _gold(name: str, table: dict[str, Any]) -> Gold:
    reports = tuple(
        told(
            row["id"], row.get("language", row["id"]), row["at"], [tuple(line) for line in row["lines"]], row["country"]
        )
        for row in table["report"]
    )
    rows = tuple(Wanted(row["about"], row["state"], tuple(row["says"].items())) for row in table["row"])
    return Gold(name, table["part"], reports, rows)


def told(
    name: str,
    language: str,
    at: datetime,
    lines: Sequence[tuple[str, ...]],
    country: str = "",
    findings: dict[int, tuple[Finding, ...]] | None = None,
    quotes: tuple[Quote, ...] = (),
) -> Told:
    """A report of lines of (original, English), the headline first; a line without English is not yet translated."""
    id_ = ArticleId(name)
    blocks = tuple(Block("paragraph" if n else "headline", line[0]) for n, line in enumerate(lines))
    places = tuple(Sentence(n, 0, len(block.text)) for n, block in enumerate(blocks))
    segments = tuple(
        Segment(
            (places[n],),
            line[1],
            "passed" if line[0] == line[1] else "translated",
            findings=(findings or {}).get(n, ()),
        )
        for n, line in enumerate(lines)
        if len(line) > 1 and line[1]
    )
    article = Article(
        id_,
        SourceId(f"{name}-news"),
        f"https://{name}.example/1",
        blocks,
        Language(language),
        at,
        name,
        published_at=at,
    )
    return Told(Reading(article, Translation(id_, 1, segments, len(places)), (), (), 1, places, quotes), country)
