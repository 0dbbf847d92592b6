"""A live ticker becomes items, each with its time; what only names times is none."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake import clock
from glosswire.intake.extract import extract
from glosswire.model import Article
from tests.intake.pages import HINT, a_page, paragraph, prose

TITLE = "Liveticker: Rat berät über den Haushalt"
META = '<meta property="article:published_time" content="2023-05-22T09:00:00+02:00">'


def items(article: Article) -> list[tuple[str, str]]:
    """What begins each item, with its time by the publisher's clock."""
    return [(f"{b.at:%d %H:%M}", b.text) for b in article.blocks if b.at]


def ld(posts: list[dict[str, str]]) -> str:
    node = {"@type": "LiveBlogPosting", "headline": TITLE, "datePublished": "2023-05-22T09:00:00+02:00"}
    return f'<script type="application/ld+json">{json.dumps(node | {"liveBlogUpdate": posts})}</script>'


def post(number: int, at: str, headline: str) -> dict[str, str]:
    return {"@type": "BlogPosting", "datePublished": at, "headline": headline, "articleBody": paragraph(number)}


POSTS = [
    post(2, "2023-05-22T12:30:00+02:00", "Die Sitzung ist zu Ende"),
    post(1, "2023-05-22T11:05:00+02:00", "Der Rat stimmt ab"),
    post(0, "2023-05-22T09:15:00+02:00", "Die Sitzung beginnt"),
]


def test_items_that_a_page_states_and_shows_get_their_times() -> None:
    shown = "".join(f"<div class='item'><h3>{p['headline']}</h3><p>{p['articleBody']}</p></div>" for p in POSTS)
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{shown}</article>", ld(POSTS)), HINT)
    assert items(article) == [
        ("22 12:30", "Die Sitzung ist zu Ende"),
        ("22 11:05", "Der Rat stimmt ab"),
        ("22 09:15", "Die Sitzung beginnt"),
    ]


def test_items_that_a_page_only_states_become_its_text() -> None:
    posts = [*POSTS, post(3, "2023-05-22T09:10:00+02:00", "Der Saal füllt sich")]
    article = extract(a_page(f"<article><h1>{TITLE}</h1><div id='ticker'></div></article>", ld(posts)), HINT)
    assert [(b.kind, b.text) for b in article.blocks[-8:]] == [
        (kind, text) for p in posts for kind, text in (("heading", p["headline"]), ("paragraph", p["articleBody"]))
    ]
    assert next(b.at for b in article.blocks if b.at) == datetime(2023, 5, 22, 10, 30, tzinfo=UTC)
    assert len(items(article)) == 4


@pytest.mark.parametrize(
    "heading",
    [
        "+++ {} Uhr: Der Rat tagt +++",
        "{} Uhr: Der Rat tagt",
        "{} – Der Rat tagt",
        "[{}] Der Rat tagt",
        "+++ {} +++ Der Rat tagt",
    ],
)
def test_times_at_the_start_of_headings_count(heading: str) -> None:
    times = ["14:32", "13:05", "9:40"]
    shown = "".join(f"<h2>{heading.format(at)}</h2><p>{paragraph(n)}</p>" for n, at in enumerate(times))
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{shown}</article>", META), HINT)
    assert [at for at, _ in items(article)] == ["22 14:32", "22 13:05", "22 09:40"]
    assert len(article.blocks) == 7


def test_a_line_of_its_own_gives_its_time_to_what_follows() -> None:
    times = ["10:00 Uhr", "11:30 Uhr", "12:45 Uhr"]
    shown = "".join(f"<p>{at}</p><p>{paragraph(n)}</p>" for n, at in enumerate(times))
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{shown}</article>", META), HINT)
    assert items(article) == [("22 10:00", paragraph(0)), ("22 11:30", paragraph(1)), ("22 12:45", paragraph(2))]
    assert all("Uhr" not in b.text for b in article.blocks)


def test_time_elements_above_items_count() -> None:
    times = ["2023-05-22T10:00:00+02:00", "2023-05-22T11:30:00+02:00", "2023-05-22T12:45:00+02:00"]
    shown = "".join(
        f"<div class='entry'><div class='meta'><time datetime='{at}'>vor {n} Stunden</time></div><p>{paragraph(n)}</p></div>"
        for n, at in enumerate(times)
    )
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{shown}</article>", META), HINT)
    assert [at for at, _ in items(article)] == ["22 10:00", "22 11:30", "22 12:45"]


def test_a_ticker_over_midnight_goes_back_a_day() -> None:
    times = ["0:20", "23:50", "22:10"]
    shown = "".join(f"<h2>{at} Uhr: Der Rat tagt</h2><p>{paragraph(n)}</p>" for n, at in enumerate(times))
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{shown}</article>", META), HINT)
    instants = [b.at for b in article.blocks if b.at]
    assert instants == sorted(instants, reverse=True)
    assert instants[0] - instants[-1] == timedelta(hours=2, minutes=10)


def test_a_programme_is_no_ticker() -> None:
    shown = "".join(f"<p>{at} Uhr: {paragraph(n)}</p>" for n, at in enumerate(["10:00", "11:30", "12:45"]))
    article = extract(a_page(f"<article><h1>Der Tag der offenen Tür im Museum</h1>{shown}</article>", META), HINT)
    assert items(article) == []
    assert article.blocks[1].text.startswith("10:00 Uhr")


def test_an_article_without_times_is_as_it_was() -> None:
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", META), HINT)
    assert items(article) == []
    assert len(article.blocks) == 6


def test_a_thousand_hostile_items_take_no_long_time() -> None:
    posts = [post(n, "2023-99-99T99:99", "x" * 500) for n in range(3000)]
    begun = time.process_time()
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(6)}</article>", ld(posts)), HINT)
    assert time.process_time() - begun < 30
    assert items(article) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:32 Uhr", (14, 32)),
        ("+++ 14:32 +++", (14, 32)),
        ("14.32 Uhr: Der Rat tagt", (14, 32)),
        ("14h32 - Le conseil", (14, 32)),
        ("14時32分", (14, 32)),
        ("kl. 14:32", (14, 32)),
        ("2:32 p.m. – Council", (14, 32)),
        ("22.05., 14:32 Uhr", (14, 32)),
        ("3:1 gewinnt der Verein", None),
        ("12.50 Euro kostet die Karte", None),
        ("2023 war ein gutes Jahr", None),
        ("14:32er Zug", None),
    ],
)
def test_a_time_of_day_is_read(text: str, expected: tuple[int, int] | None) -> None:
    found = clock.read(text)
    assert ((found.hour, found.minute) if found else None) == expected


@given(st.text(max_size=60))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = clock.read(text)
    assert found is None or (0 <= found.hour < 24 and 0 <= found.minute < 60)
    clock.is_clock(text)
