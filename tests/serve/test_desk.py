"""The operator's desk, which is not there for anybody else."""

from pathlib import Path

import pytest

from glosswire.config import Config, Site, default_config
from glosswire.model import Failure, FeedState
from glosswire.serve.app import make_app
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import NOW, READINGS, SOURCES

TOKEN = "a-token-that-nobody-guesses"
HERE = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize("path", ["/desk", "/desk/failures", "/desk/feeds"])
def test_the_desk_is_not_there_for_strangers(path: str) -> None:
    app = make_app(FakeStore(READINGS), default_config(Path()), SOURCES, lambda: NOW)
    reader = Reader(app)
    assert Reader(app, "203.0.113.5").get(path, **HERE).status == 404
    assert reader.get(path).status == 404  # by the site's public name
    assert reader.get(path, x_forwarded_for="203.0.113.5", **HERE).status == 404
    got = reader.get(path, **HERE)
    assert (got.status, got.headers["cache-control"]) == (200, "no-store")


def test_with_a_token_the_desk_asks_for_it() -> None:
    config = Config(site=Site(desk_token_env="DESK"))
    reader = Reader(make_app(FakeStore(READINGS), config, SOURCES, environment={"DESK": TOKEN}))
    got = reader.get("/desk", **HERE)
    assert (got.status, got.headers["www-authenticate"][:5]) == (401, "Basic")
    assert "The desk" not in got.text
    assert reader.get("/desk", authorization=f"Bearer {TOKEN}").status == 200


def test_the_desk_tells_what_failed_and_which_feeds_rest() -> None:
    store = FakeStore(READINGS)
    reader = Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW))
    store.fail(Failure("https://a.example/<x>", "fetch", "Gone", "410", False, NOW))
    feed = FeedState("https://a.example/feed", SOURCES[0].id, NOW, failures=3)
    store.follow(feed, FeedState("https://b.example/feed", SOURCES[0].id, NOW))
    assert "https://a.example/&lt;x&gt;" in reader.get("/desk/failures", **HERE).text
    page = reader.get("/desk/feeds", **HERE).text
    assert "https://a.example/feed" in page
    assert "https://b.example/feed" not in page
