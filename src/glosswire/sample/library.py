"""The sample press's own articles: facts of public record, written by us in many languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher that does not exist, and says so: what its pages are like."""

    id: str
    name: str
    notice: str
    country: str
    language: str
    read_also: str
    newsletter: str
    share: str
    cookies: str
    picture: str
    feed: str
    style: str
    charset: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of an article as it is written; `link_text` are the words of `text` that lead to `link`.

    `at`: of the block that begins an item of a live ticker, when the item was written.
    """

    kind: str
    text: str
    link: str = ""
    link_text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article in one form; `revised` is what its publisher makes of it later."""

    stem: str
    publisher: str
    event: str
    published_at: datetime
    section: str
    headline: str
    standfirst: str
    blocks: tuple[Piece, ...]
    agency: str = ""
    copy_of: str = ""
    modified_at: datetime | None = None
    revised: "Story | None" = None

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/{self.published_at:%Y/%m/%d}/{self.stem}.html"


@cache
def publishers() -> tuple[Publisher, ...]:
    """All publishers, in the order of their addresses."""
    text = (files("glosswire.sample") / "publishers.toml").read_text(encoding="utf-8")
    return tuple(Publisher(**row) for row in tomllib.loads(text)["publisher"])


@cache
def stories() -> tuple[Story, ...]:
    """All articles, the newest first."""
    folder = files("glosswire.sample") / "articles"
    found = [
        _story(path.name.removesuffix(".toml"), tomllib.loads(path.read_text(encoding="utf-8")))
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda s: (s.published_at, s.stem), reverse=True))


def _story(stem: str, row: Mapping[str, Any]) -> Story:
    first = Story(
        stem=stem,
        publisher=row["publisher"],
        event=row["event"],
        published_at=row["published_at"],
        section=row["section"],
        headline=row["headline"],
        standfirst=row.get("standfirst", ""),
        blocks=tuple(Piece(**block) for block in row["block"]),
        agency=row.get("agency", ""),
        copy_of=row.get("copy_of", ""),
    )
    later = row.get("revision")
    if later is None:
        return first
    revised = replace(
        first,
        headline=later.get("headline", first.headline),
        standfirst=later.get("standfirst", first.standfirst),
        blocks=tuple(Piece(**block) for block in later.get("block", row["block"])),
        modified_at=later["modified_at"],
    )
    return replace(first, revised=revised)
