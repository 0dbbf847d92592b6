"""The one door to the web, tried on loopback."""

import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from glosswire.config import Fetch
from glosswire.errors import (
    ConfigError,
    FetchError,
    Gone,
    Refused,
    Throttled,
    TooLarge,
    Unreachable,
    Unreadable,
)
from glosswire.intake.fetch import UNREAD_PAGES, Answer, Fetcher, Request, open_fetcher
from tests.intake.web import Reply, Site, bomb, free_port, serve

POLITE = Fetch(delay_seconds=0.0, timeout_seconds=5.0, max_bytes=1_000_000, allow_private=("127.0.0.0/8",))
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serve("127.0.0.1") as sites:
        yield sites[0]


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with open_fetcher(POLITE) as opened:
        yield opened


def test_a_page_comes_as_it_was_sent(site: Site, fetcher: Fetcher) -> None:
    body = "<title>Tür</title>".encode()
    site.replies["/a"] = Reply(
        body, headers={**HTML, "ETag": '"1"', "Last-Modified": "x", "Cache-Control": "max-age=60"}
    )
    answer = fetcher.fetch(Request(site.url("/a#top")))
    assert answer.page
    assert (answer.page.body, answer.page.status) == (body, 200)
    assert (answer.page.media_type, answer.page.charset) == ("text/html", "utf-8")
    assert (answer.page.url, answer.page.final_url) == (site.url("/a#top"), site.url("/a"))
    assert (answer.etag, answer.modified, answer.max_age_seconds) == ('"1"', "x", 60.0)


def test_we_say_who_we_are_and_carry_nothing_else(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(headers={**HTML, "Set-Cookie": "id=7"})
    fetcher.fetch(Request(site.url()))
    fetcher.fetch(Request(site.url()))
    headers = site.asked[-1].headers
    assert headers["user-agent"] == POLITE.user_agent
    assert headers.keys() <= {"host", "user-agent", "accept", "accept-encoding"}


def test_an_unchanged_page_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(headers={**HTML, "ETag": '"1"'})
    answer = fetcher.fetch(Request(site.url(), etag='"1"', modified="Mon, 22 May 2023 10:00:00 GMT"))
    assert answer == Answer(None, '"1"', "Mon, 22 May 2023 10:00:00 GMT")
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 22 May 2023 10:00:00 GMT"


def test_validators_that_would_break_a_header_are_not_sent(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply()
    fetcher.fetch(Request(site.url(), etag='"1"\r\nX-Evil: 1', modified="ü" * 3))
    assert site.asked[-1].headers.keys().isdisjoint({"if-none-match", "if-modified-since", "x-evil"})


# -- what hosts allow


def test_robots_are_asked_once_and_obeyed(site: Site, fetcher: Fetcher) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/")
    site.replies["/a"] = Reply()
    fetcher.fetch(Request(site.url()))
    fetcher.fetch(Request(site.url()))
    with pytest.raises(Refused, match="robots.txt"):
        fetcher.fetch(Request(site.url("/private/a")))
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/.well-known/tdmrep.json", "/a", "/a"]


def test_a_redirect_does_not_lead_past_robots(site: Site, fetcher: Fetcher) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/")
    site.replies["/a"] = Reply(b"", 302, {"Location": "/private/a"})
    with pytest.raises(Refused, match="robots.txt"):
        fetcher.fetch(Request(site.url()))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(("status", "error"), [(500, Unreachable), (503, Unreachable), (429, Throttled)])
def test_where_robots_cannot_be_had_nothing_is_asked(site: Site, status: int, error: type[FetchError]) -> None:
    site.replies["/robots.txt"] = Reply(b"", status)
    site.replies["/a"] = Reply()
    with open_fetcher(POLITE) as fetcher:
        for _ in range(3):
            with pytest.raises(error):
                fetcher.fetch(Request(site.url()))
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_are_no_robots_all_is_allowed(site: Site, fetcher: Fetcher, status: int) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", status)
    site.replies["/a"] = Reply()
    assert fetcher.fetch(Request(site.url())).page


def test_robots_that_are_no_text_forbid_nothing(site: Site, fetcher: Fetcher) -> None:
    site.replies["/robots.txt"] = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
    site.replies["/a"] = Reply()
    assert fetcher.fetch(Request(site.url())).page


def test_robots_are_found_behind_a_redirect(site: Site, fetcher: Fetcher) -> None:
    site.replies["/robots.txt"] = Reply(b"", 301, {"Location": "/rules.txt"})
    site.replies["/rules.txt"] = Reply(b"User-agent: *\nDisallow: /")
    with pytest.raises(Refused):
        fetcher.fetch(Request(site.url()))


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("/a", Reply(headers={**HTML, "tdm-reservation": "1"})),
        ("/a", Reply(headers={**HTML, "X-Robots-Tag": "noai"})),
        ("/a", Reply(b'<meta name="tdm-reservation" content="1">')),
        ("/.well-known/tdmrep.json", Reply(b'[{"location": "/", "tdm-reservation": 1}]')),
    ],
)
def test_opt_outs_are_honoured_unless_the_operator_has_leave(site: Site, path: str, reply: Reply) -> None:
    site.replies["/a"] = Reply()
    site.replies[path] = reply
    with open_fetcher(POLITE) as fetcher, pytest.raises(Refused, match="the publisher"):
        fetcher.fetch(Request(site.url()))
    with open_fetcher(replace(POLITE, honour_opt_outs=False)) as fetcher:
        assert fetcher.fetch(Request(site.url())).page


# -- politeness


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.replies = {"/robots.txt": Reply(b""), "/a": Reply(), "/b": Reply(b"", 302, {"Location": "/a"})}
    with open_fetcher(replace(POLITE, delay_seconds=0.15)) as fetcher:
        list(fetcher.fetch_many([Request(site.url("/a")), Request(site.url("/b")), Request(site.url("/missing"))]))
    times = [asked.at for asked in site.asked]
    assert len(times) == 6
    assert min(b - a for a, b in pairwise(times)) >= 0.15


def test_a_longer_crawl_delay_counts(site: Site) -> None:
    site.replies = {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 0.3"), "/a": Reply()}
    with open_fetcher(POLITE) as fetcher:
        fetcher.fetch(Request(site.url()))
        fetcher.fetch(Request(site.url()))
    assert site.asked[-1].at - site.asked[-2].at >= 0.3


def test_one_host_is_asked_one_thing_at_a_time_whoever_asks(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(seconds=0.02)
    threads = [threading.Thread(target=lambda: fetcher.fetch(Request(site.url()))) for _ in range(5)]
    for thread in threads:
        thread.start()
    list(fetcher.fetch_many([Request(site.url())] * 5))
    for thread in threads:
        thread.join()
    assert len(site.paths()) == 10
    assert site.most_at_once == 1


def test_many_hosts_are_asked_at_once_and_a_long_line_holds_nobody_up() -> None:
    with serve(*(f"127.0.3.{n}" for n in range(1, 9))) as sites, open_fetcher(POLITE) as fetcher:
        for site in sites:
            site.replies["/a"] = Reply(seconds=0.02)
        line = [Request(sites[0].url())] * 30 + [Request(site.url()) for site in sites[1:]]
        done = [request.url for request, _ in fetcher.fetch_many(line)]
    assert len(done) == 37
    assert max(done.index(site.url()) for site in sites) < 15


def test_no_more_hosts_are_asked_at_once_than_the_operator_says() -> None:
    most = 0

    with serve(*(f"127.0.3.{n}" for n in range(1, 9))) as sites:

        def count() -> None:
            nonlocal most
            most = max(most, sum(site.at_once for site in sites))

        for site in sites:
            site.replies["/a"] = Reply(seconds=0.05)
            site.on_ask = count
        with open_fetcher(replace(POLITE, hosts_at_once=2)) as fetcher:
            list(fetcher.fetch_many([Request(site.url()) for site in sites]))
    assert most <= 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_throttled_host_is_left_alone_until_it_says(site: Site, status: int) -> None:
    clock = [datetime(2023, 5, 22, 12, tzinfo=UTC)]
    site.replies["/a"] = Reply(b"", status, {"Retry-After": "120"})
    site.replies["/b"] = Reply()
    with open_fetcher(POLITE, now=lambda: clock[0]) as fetcher:
        for path in ("/a", "/b", "/b"):
            with pytest.raises(Throttled) as caught:
                fetcher.fetch(Request(site.url(path)))
            assert caught.value.retry_at == clock[0] + timedelta(seconds=120)
        assert site.paths() == ["/a"]
        clock[0] += timedelta(seconds=121)
        assert fetcher.fetch(Request(site.url("/b"))).page


@pytest.mark.parametrize(
    ("stated", "wait"),
    [
        (format_datetime(datetime(2023, 5, 22, 13, tzinfo=UTC), usegmt=True), timedelta(hours=1)),
        ("Mon, 22 May 2023 13:00:00 -0000", timedelta(hours=1)),
        ("Mon, 22 May 1999 13:00:00 GMT", timedelta(0)),
        ("999999999", timedelta(days=1)),
        ("99999999999999999999", timedelta(minutes=5)),
        ("soon", timedelta(minutes=5)),
        ("", timedelta(minutes=5)),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_bounded(site: Site, stated: str, wait: timedelta) -> None:
    now = datetime(2023, 5, 22, 12, tzinfo=UTC)
    site.replies["/a"] = Reply(b"", 429, {"Retry-After": stated})
    with open_fetcher(POLITE, now=lambda: now) as fetcher, pytest.raises(Throttled) as caught:
        fetcher.fetch(Request(site.url()))
    assert caught.value.retry_at == now + wait


# -- what comes instead of pages


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(b"", 404), Gone),
        (Reply(b"", 410), Gone),
        (Reply(b"", 401), Refused),
        (Reply(b"", 403), Refused),
        (Reply(b"", 451), Refused),
        (Reply(b"", 400), Refused),
        (Reply(b"", 408), Unreachable),
        (Reply(b"", 500), Unreachable),
        (Reply(b"", 503), Unreachable),
        (Reply(b"", 304), Unreachable),
        (Reply(b"", 302), Unreachable),
        (Reply(b"", 302, {"Location": "/a"}), Unreachable),
        (Reply(b"", 302, {"Location": "file:///etc/passwd"}), Refused),
        (Reply(b"", 302, {"Location": "http://[::1"}), Refused),
        (Reply(b"", 302, {"Location": "http://user:word@127.0.0.1/"}), Refused),
        (Reply(b"\x89PNG", 200, {"Content-Type": "image/png"}), Unreadable),
        (Reply(b"PK", 200, {"Content-Type": "application/zip"}), Unreadable),
        (Reply(bytes(1_000_001)), TooLarge),
        (Reply(length=1 << 40), TooLarge),
        (Reply(length=1000), Unreachable),
        (Reply(bomb(50), headers={**HTML, "Content-Encoding": "gzip"}), TooLarge),
        (Reply(b"no gzip", headers={**HTML, "Content-Encoding": "gzip"}), Unreachable),
        (Reply(bomb(1), headers={**HTML, "Content-Encoding": "gzip, gzip"}), Unreadable),
        (Reply(b"(", headers={**HTML, "Content-Encoding": "zstd"}), Unreachable),
        (Reply(drip_seconds=0), TooLarge),
    ],
)
def test_what_is_no_page_is_told_by_type(site: Site, fetcher: Fetcher, reply: Reply, error: type[FetchError]) -> None:
    site.replies["/a"] = reply
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(Request(site.url()))
    assert type(caught.value) is error
    site.replies["/b"] = Reply()
    assert fetcher.fetch(Request(site.url("/b"))).page  # the door still opens


def test_a_host_that_drips_is_given_up_in_time(site: Site) -> None:
    site.replies["/a"] = Reply(drip_seconds=0.05)
    began = time.monotonic()
    with open_fetcher(replace(POLITE, timeout_seconds=0.5)) as fetcher, pytest.raises(Unreachable, match="0.5 seconds"):
        fetcher.fetch(Request(site.url()))
    assert time.monotonic() - began < 10


def test_redirects_share_one_limit_of_time(site: Site) -> None:
    site.replies = {f"/{n}": Reply(b"", 302, {"Location": f"/{n + 1}"}, seconds=0.2) for n in range(6)}
    began = time.monotonic()
    with open_fetcher(replace(POLITE, timeout_seconds=0.5)) as fetcher, pytest.raises(Unreachable):
        fetcher.fetch(Request(site.url("/0")))
    assert time.monotonic() - began < 10


def test_a_host_that_does_not_answer_is_unreachable(fetcher: Fetcher) -> None:
    with pytest.raises(Unreachable):
        fetcher.fetch(Request(f"http://127.0.0.1:{free_port()}/"))
    with pytest.raises(Unreachable):
        fetcher.fetch(Request("http://name.invalid/"))


def test_a_page_behind_a_redirect_names_where_it_stands(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(b"", 301, {"Location": "b?x=ü y"})
    site.replies["/b?x=%C3%BC%20y"] = Reply()
    answer = fetcher.fetch(Request(site.url()))
    assert answer.page
    assert (answer.page.url, answer.page.final_url) == (site.url(), site.url("/b?x=%C3%BC%20y"))


def test_feeds_come_under_any_name_but_that_of_a_picture(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(headers={"Content-Type": "application/octet-stream"})
    assert fetcher.fetch(Request(site.url(), purpose="feed")).page
    with pytest.raises(Unreadable):
        fetcher.fetch(Request(site.url()))
    site.replies["/b"] = Reply(headers={"Content-Type": "image/png"})
    with pytest.raises(Unreadable):
        fetcher.fetch(Request(site.url("/b"), purpose="feed"))


# -- the address guard


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://10.0.0.1:8080/",
    ],
)
def test_private_addresses_are_refused_where_the_socket_is_made(url: str) -> None:
    with open_fetcher(replace(POLITE, allow_private=())) as fetcher, pytest.raises(Refused, match="address"):
        fetcher.fetch(Request(url))


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://a.example/", "http://", "http://user@a.example/", "a"]
)
def test_what_is_no_web_address_is_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(Refused, match="not a web address"):
        fetcher.fetch(Request(url))
    ((_, found),) = fetcher.fetch_many([Request(url)])
    assert isinstance(found, Refused)


def test_a_redirect_does_not_lead_past_the_guard(site: Site) -> None:
    port = site.address.rpartition(":")[2]
    site.replies["/a"] = Reply(b"", 302, {"Location": f"http://127.0.0.2:{port}/"})
    site.replies["/b"] = Reply(b"", 302, {"Location": "http://169.254.169.254/"})
    with open_fetcher(replace(POLITE, allow_private=(site.address,))) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(Refused, match="forbidden address"):
                fetcher.fetch(Request(site.url(path)))


def test_a_name_is_judged_by_where_it_leads(site: Site) -> None:
    site.replies["/a"] = Reply()
    port = site.address.rpartition(":")[2]
    with open_fetcher(replace(POLITE, allow_private=(site.address,))) as fetcher:
        assert fetcher.fetch(Request(f"http://localhost:{port}/a")).page


def test_a_rule_that_is_none_is_named_before_anything_is_asked() -> None:
    with pytest.raises(ConfigError, match="allow_private"):
        open_fetcher(replace(POLITE, allow_private=("localhost",)))


# -- many


def test_every_request_gets_its_answer_or_its_error(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply()
    requests = [Request(site.url("/a")), Request(site.url("/missing")), Request("http://[/")] * 20
    found = Counter((request.url, type(answer).__name__) for request, answer in fetcher.fetch_many(requests))
    assert found == {(site.url("/a"), "Answer"): 20, (site.url("/missing"), "Gone"): 20, ("http://[/", "Refused"): 20}


def test_a_slow_reader_is_not_drowned() -> None:
    with serve(*(f"127.0.3.{n}" for n in range(1, 5))) as sites, open_fetcher(POLITE) as fetcher:
        for site in sites:
            site.replies["/a"] = Reply(bytes(1000))
        answers = fetcher.fetch_many([Request(site.url()) for site in sites for _ in range(60)])
        next(answers)
        time.sleep(0.5)
        asked = sum(len(site.paths()) for site in sites)
        assert asked <= UNREAD_PAGES + len(sites) + 1
        assert fetcher.fetch(Request(sites[0].url())).page  # and may ask for something in between
        assert len(list(answers)) == 239


def test_what_is_unread_is_bounded_in_bytes() -> None:
    config = replace(POLITE, max_bytes=10_000_000)
    with serve("127.0.3.1", "127.0.3.2") as sites, open_fetcher(config) as fetcher:
        packed = {**HTML, "Content-Encoding": "gzip"}
        for site in sites:
            site.replies["/a"] = Reply(bomb(8), headers=packed)
        tracemalloc.start()
        answers = fetcher.fetch_many([Request(site.url()) for site in sites for _ in range(8)])
        next(answers)
        time.sleep(1.0)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert held < 100_000_000
        assert len(list(answers)) == 15


def test_a_reader_may_stop_early(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(seconds=0.02)
    answers = fetcher.fetch_many([Request(site.url())] * 50)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    asked = len(site.paths())
    time.sleep(0.2)
    assert len(site.paths()) <= asked + 1
    assert fetcher.fetch(Request(site.url())).page


def test_closing_gives_up_what_is_on_its_way(site: Site) -> None:
    site.replies["/a"] = Reply(drip_seconds=0.05)
    fetcher = open_fetcher(replace(POLITE, timeout_seconds=60))
    answers = fetcher.fetch_many([Request(site.url())])
    threading.Timer(0.3, fetcher.close).start()
    began = time.monotonic()
    assert list(answers) == []
    assert time.monotonic() - began < 20
    fetcher.close()


def test_what_came_and_was_not_taken_is_given_up_when_the_door_closes(site: Site, fetcher: Fetcher) -> None:
    answers = fetcher.fetch_many([Request(site.url(f"/{n}")) for n in range(5)])
    next(answers)
    while len(site.paths()) < 5:
        time.sleep(0.01)
    time.sleep(0.1)  # for the last to come
    fetcher.close()
    assert list(answers) == []
