"""Who may see the operator's desk, and whose forms are taken."""

from base64 import b64encode

import pytest
from starlette.requests import Request

from glosswire.config import Site
from glosswire.errors import ConfigError
from glosswire.serve.gate import Gate, entry_of, is_loopback, is_same_origin, make_gate

TOKEN = "a-token-that-nobody-guesses"
OPEN = Gate()
LOCKED = make_gate(Site(desk_token_env="DESK"), {"DESK": TOKEN})


def request(client: str | None = "127.0.0.1", version: str = "1.1", **headers: str) -> Request:
    named = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    address = (client, 1) if client else None
    return Request({"type": "http", "method": "GET", "headers": raw, "client": address, "http_version": version})


def basic(word: str) -> str:
    return "Basic " + b64encode(f"operator:{word}".encode()).decode()


# -- without a token


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_the_desk_opens_to_the_machine_itself(host: str) -> None:
    assert entry_of(request(host=host), OPEN) == "open"
    assert entry_of(request("::1", host=host), OPEN) == "open"


@pytest.mark.parametrize("client", ["192.168.1.5", "8.8.8.8", "::ffff:8.8.8.8", None])
def test_it_is_not_there_for_other_machines(client: str | None) -> None:
    assert entry_of(request(client), OPEN) == "hidden"


@pytest.mark.parametrize(
    "header", ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", "cf-connecting-ip"]
)
def test_it_is_not_there_for_what_came_through_a_proxy(header: str) -> None:
    assert entry_of(request(**{header: "127.0.0.1"}), OPEN) == "hidden"


def test_it_is_not_there_for_a_proxy_that_says_nothing_but_speaks_as_one() -> None:
    assert entry_of(request(version="1.0"), OPEN) == "hidden"


@pytest.mark.parametrize(
    "host", ["news.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "0.0.0.0"]
)
def test_a_name_that_is_not_of_this_machine_opens_nothing_so_that_no_site_can_rebind_its_own(host: str) -> None:
    assert entry_of(request(host=host), OPEN) == "hidden"


def test_where_the_site_has_a_public_address_the_desk_wants_a_token() -> None:
    assert entry_of(request(), make_gate(Site(base_url="https://news.example"), {})) == "hidden"
    assert entry_of(request(), make_gate(Site(base_url="http://127.0.0.1:8000"), {})) == "open"


# -- with one


@pytest.mark.parametrize("client", ["127.0.0.1", "8.8.8.8"])
def test_a_token_opens_it_from_anywhere(client: str) -> None:
    assert entry_of(request(client, authorization=basic(TOKEN), x_forwarded_for="8.8.8.8"), LOCKED) == "open"
    assert entry_of(request(client, authorization=f"Bearer {TOKEN}", host="news.example"), LOCKED) == "open"


@pytest.mark.parametrize(
    "said",
    ["", basic(""), basic(TOKEN[:-1]), basic("é"), "Basic %%%", "Basic /w==", "Digest x", f"bearer {TOKEN}x", TOKEN],
)
def test_nothing_else_opens_it_not_even_the_machine_itself(said: str) -> None:
    assert entry_of(request(authorization=said), LOCKED) == "locked"


def test_a_token_that_is_not_set_or_too_short_is_a_mistake_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match="DESK is not set"):
        make_gate(Site(desk_token_env="DESK"), {})
    with pytest.raises(ConfigError, match="at least 20"):
        make_gate(Site(desk_token_env="DESK"), {"DESK": "short"})


# -- forms


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({"origin": "http://127.0.0.1:8001"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://["}, False),
        ({"sec_fetch_site": "cross-site", "origin": "http://127.0.0.1:8000"}, False),
        ({}, False),
    ],
)
def test_only_forms_of_this_very_site_are_taken(headers: dict[str, str], is_own: bool) -> None:
    assert is_same_origin(request(**headers)) == is_own


def test_this_machine_is_told_by_its_addresses() -> None:
    assert is_loopback("127.8.8.8")
    assert not is_loopback("::ffff:9.9.9.9")
    assert not is_loopback("localhost.example")
