"""Floors of extraction on pages of our own; they only rise."""

from collections import Counter
from datetime import UTC, datetime
from statistics import mean

import pytest

from glosswire.intake.extract import Hint, extract
from glosswire.model import Article, Page, SourceId
from tests.quality.pages import PAGES, Truth

FLOOR_BODY = 1.0
FLOOR_KINDS = 1.0


def article(page: Truth) -> Article:
    body = page.markup.encode()
    return extract(
        Page(page.url, page.url, 200, "text/html", "", body, datetime(2025, 1, 1, tzinfo=UTC)), Hint(SourceId("x"))
    )


def body(found: Article) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in found.blocks if b.kind not in ("headline", "standfirst")]


def overlap(got: list[tuple[str, str]], want: list[tuple[str, str]]) -> float:
    """F1 over the characters of two lists of blocks."""
    a, b = Counter("".join(t for _, t in got)), Counter("".join(t for _, t in want))
    both = sum((a & b).values())
    return 2 * both / max(1, sum(a.values()) + sum(b.values()))


def test_bodies_are_whole_and_nothing_else() -> None:
    scores = {p.url: overlap(body(article(p)), list(p.body)) for p in PAGES}
    assert mean(scores.values()) >= FLOOR_BODY, scores


def test_blocks_have_their_kinds_and_order() -> None:
    right = {p.url: body(article(p)) == list(p.body) for p in PAGES}
    assert mean(right.values()) >= FLOOR_KINDS, right


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.url)
def test_what_pages_state_is_read(page: Truth) -> None:
    found = article(page)
    assert (found.headline, found.standfirst) == (page.headline, page.standfirst)
    assert (found.authors, found.agency) == (page.authors, page.agency)
    assert found.published_at == page.published_at


def test_no_text_stands_twice() -> None:
    for page in PAGES:
        texts = [b.text for b in article(page).blocks]
        assert len(texts) == len(set(texts))
