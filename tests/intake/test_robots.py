"""What hosts allow, and how they say no."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.robots import (
    MAX_CRAWL_DELAY,
    MAX_ROBOTS,
    Rules,
    agent_token,
    opt_out_of_headers,
    opt_out_of_page,
    read_robots,
    read_tdmrep,
)

AGENT = "Glosswire/0.1 (+https://github.com/glosswire/glosswire)"
HOME = "https://zeitung.example"


def rules(text: str) -> Rules:
    return read_robots(text.encode(), f"{HOME}/robots.txt", AGENT)


def test_no_rules_allow_everything() -> None:
    assert Rules("Glosswire").allows(f"{HOME}/a")
    assert rules("").allows(f"{HOME}/a")
    assert rules("<!doctype html><title>404</title>").allows(f"{HOME}/a")


def test_rules_for_everyone_hold_for_us() -> None:
    found = rules("User-agent: *\nDisallow: /private/\nAllow: /private/press\n")
    assert not found.allows(f"{HOME}/private/x")
    assert found.allows(f"{HOME}/private/press/1")
    assert found.allows(f"{HOME}/politik")


def test_rules_that_name_us_come_before_those_for_everyone() -> None:
    found = rules("User-agent: *\nAllow: /\n\nUser-agent: glosswire\nDisallow: /\n")
    assert not found.allows(f"{HOME}/politik")


def test_rules_for_other_machines_do_not_bind_us() -> None:
    found = rules("User-agent: github\nUser-agent: OtherBot\nDisallow: /\n")
    assert found.allows(f"{HOME}/politik")


def test_a_byte_order_mark_hides_no_rule() -> None:
    assert not rules("\ufeffUser-agent: *\nDisallow: /").allows(f"{HOME}/a")


def test_the_agent_is_called_by_its_product_name() -> None:
    assert agent_token(AGENT) == "Glosswire"
    assert agent_token("My News Bot") == "My"
    assert agent_token("") == "*"


@pytest.mark.parametrize(("stated", "seconds"), [("7.5", 7.5), ("86400", MAX_CRAWL_DELAY), ("-1", 0), ("soon", 0)])
def test_a_crawl_delay_counts_within_reason(stated: str, seconds: float) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {stated}\n").crawl_delay == seconds


def test_sitemaps_are_listed_as_web_addresses() -> None:
    found = rules("Sitemap: /news.xml\nSitemap: https://cdn.example/map.xml\nSitemap: file:///etc/passwd\n")
    assert found.sitemaps == (f"{HOME}/news.xml", "https://cdn.example/map.xml")


def test_a_hostile_file_is_read_in_bounded_time() -> None:
    began = time.process_time()
    text = "User-agent: *\n" + "Disallow: /" + "*a" * 2000 + "$\n" + "Disallow: /*x*y*z\n" * 30_000
    found = rules(text)
    assert found.allows(f"{HOME}/" + "a" * 1999)
    assert read_robots(b"\xff\x00" * MAX_ROBOTS, HOME, AGENT).allows(HOME)
    assert time.process_time() - began < 30


@given(st.binary(max_size=300))
def test_any_bytes_are_rules_of_some_kind(body: bytes) -> None:
    read_robots(body, f"{HOME}/robots.txt", AGENT).allows(f"{HOME}/a")
    read_tdmrep(body)
    opt_out_of_page(body, "Glosswire")


def test_a_tdmrep_file_reserves_paths_and_the_first_fit_decides() -> None:
    rows = [
        {"location": "/frei/*", "tdm-reservation": 0},
        {"location": "/*.pdf$", "tdm-reservation": 1},
        {"location": "/archiv", "tdm-reservation": "1"},
        {"location": 7},
        "x",
    ]
    found = read_robots(b"", HOME, AGENT, read_tdmrep(json.dumps(rows).encode()))
    assert found.reserves(f"{HOME}/archiv/2023")
    assert found.reserves(f"{HOME}/a/b.pdf")
    assert not found.reserves(f"{HOME}/a/b.pdf.html")
    assert not found.reserves(f"{HOME}/frei/archiv")
    assert not found.reserves(f"{HOME}/frei/b.pdf")
    assert not found.reserves(f"{HOME}/politik")


@pytest.mark.parametrize("body", [b"", b"{}", b"not json", b"[" * 100_000, b'{"location": "/"}', b"\xff\xfe"])
def test_what_is_no_tdmrep_file_reserves_nothing(body: bytes) -> None:
    assert read_tdmrep(body) == ()


@pytest.mark.parametrize(
    ("tags", "tdm", "said"),
    [
        ([], "1", True),
        ([], "0", False),
        (["noai"], "", True),
        (["noindex, NoImageAI"], "", True),
        (["otherbot: noai"], "", False),
        (["glosswire: noai"], "", True),
        (["unavailable_after: 25 Jun 2030 15:00:00 PST"], "", False),
        (["noindex", "nosnippet"], "", False),
    ],
)
def test_headers_opt_out(tags: list[str], tdm: str, said: bool) -> None:
    assert bool(opt_out_of_headers(tags, tdm, "Glosswire")) is said


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ('<meta name="tdm-reservation" content="1">', True),
        ('<META data-rh="true" content="1" name="tdm-reservation"/>', True),
        ("<meta name=tdm-reservation content=1>", True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="robots" content="index, noai, noimageai">', True),
        ('<meta name="glosswire" content="noai">', True),
        ('<meta name="otherbot" content="noai">', False),
        ('<meta name="description" content="noai">', False),
        ('<meta name="robots" content="all"><p>noai, tdm-reservation</p>', False),
    ],
)
def test_metas_opt_out(meta: str, said: bool) -> None:
    assert bool(opt_out_of_page(f"<html><head>{meta}</head>".encode(), "Glosswire")) is said


def test_metas_are_looked_for_in_linear_time() -> None:
    began = time.process_time()
    opt_out_of_page(b"noai" + b"<meta " * 200_000, "Glosswire")
    opt_out_of_page(b"noai <meta name=" + b"content = '" * 100_000, "Glosswire")
    assert time.process_time() - began < 30
