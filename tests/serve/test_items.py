"""A live ticker is read as dated items, in the publisher's order."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from glosswire.config import default_config
from glosswire.model import Block, Policy
from glosswire.serve.app import make_app
from glosswire.serve.items import beginnings, times_of
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import NOW, SOURCES, TICKER, with_policy

FIRST, SECOND = datetime(2022, 11, 16, 6, 58, 2, tzinfo=UTC), datetime(2022, 11, 16, 6, 48, 19, tzinfo=UTC)
BLOCKS = (
    Block("headline", "a"),
    Block("heading", "b", at=FIRST),
    Block("paragraph", "c"),
    Block("paragraph", "d", at=SECOND),
    Block("paragraph", "e", at=SECOND),
)


def reader(policy: Policy = "full") -> Reader:
    sources = tuple(with_policy(source, policy) for source in SOURCES)
    return Reader(make_app(FakeStore([TICKER]), default_config(Path()), sources, lambda: NOW))


def test_a_block_belongs_to_the_item_that_began_last() -> None:
    assert times_of(BLOCKS) == (None, FIRST, FIRST, SECOND, SECOND)
    assert times_of(()) == ()


def test_an_item_begins_once_also_where_two_are_of_the_same_time() -> None:
    assert beginnings(BLOCKS, range(5)) == {1: FIRST, 3: SECOND, 4: SECOND}


def test_an_item_whose_first_block_is_held_back_begins_at_the_next_that_is_shown() -> None:
    assert beginnings(BLOCKS, (0, 2, 4)) == {2: FIRST, 4: SECOND}
    assert beginnings(BLOCKS, (0,)) == {}


def test_the_page_dates_each_item_in_utc_and_by_the_publishers_clock() -> None:
    page = reader().get("/article/artemis-ticker").text
    found = re.findall(
        r'<p class="item-at"[^>]*><time datetime="([^"]+)">([^<]+)</time> <span>([^<]+)</span></p>', page
    )
    assert found == [
        ("2022-11-16T06:58:02.000Z", "16 Nov 2022, 06:58 UTC", "07:58 (UTC+01:00)"),
        ("2022-11-16T06:48:19.000Z", "16 Nov 2022, 06:48 UTC", "07:48 (UTC+01:00)"),
    ]
    assert page.index("06:58 UTC") < page.index("The core stage has separated</span>") < page.index("06:48 UTC")


def test_an_article_that_is_no_ticker_has_no_items() -> None:
    plain = replace(TICKER.article, blocks=tuple(replace(block, at=None) for block in TICKER.article.blocks))
    app = make_app(FakeStore([replace(TICKER, article=plain)]), default_config(Path()), SOURCES, lambda: NOW)
    assert "item-at" not in Reader(app).get("/article/artemis-ticker").text
    assert json.loads(Reader(app).get("/api/article/artemis-ticker").body)["items"] == []


def test_programs_get_the_items_with_their_first_sentences() -> None:
    found = json.loads(reader().get("/api/article/artemis-ticker").body)["items"]
    assert found == [
        {"sentence": 2, "block": 1, "at": "2022-11-16T06:58:02.000Z", "utc_offset": "+01:00"},
        {"sentence": 4, "block": 3, "at": "2022-11-16T06:48:19.000Z", "utc_offset": "+01:00"},
    ]
    assert json.loads(reader("headline").get("/api/article/artemis-ticker").body)["items"] == []
