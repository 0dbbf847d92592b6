"""A home page says its outlet's name and language in one of several ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.home import MAX_NAME, Home, name_of_title, read_home

URL = "https://www.jam-news.net/ge/"


def page(head: str, root: str = "<html>") -> bytes:
    return f"<!doctype html>{root}<head>{head}</head><body><svg><title>x</title></svg><p>ტექსტი</p>".encode()


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content=" JAM\u200bnews\n "><title>News</title>', "JAM news"),
        ('<meta name="application-name" content="JAMnews"><title>News</title>', "JAMnews"),
        ("<title>ახალი ამბები - JAM-news.net</title>", "JAM-news.net"),
        ("<title>ახალი ამბები | კავკასია</title>", "ახალი ამბები"),
        ("", ""),
    ],
)
def test_the_name_is_where_a_page_states_it(head: str, name: str) -> None:
    assert read_home(page(head), URL).name == name


def test_the_host_tells_which_part_of_a_title_is_the_name() -> None:
    assert name_of_title("Politik und Sport – Süddeutsche", "https://www.suddeutsche.example/") == "Süddeutsche"


@pytest.mark.parametrize(
    ("head", "root", "language"),
    [
        ("", '<html lang="ka">', "ka"),
        ("", '<html lang="sr_Latn_RS">', "sr-Latn-RS"),
        ('<meta property="og:locale" content="hy_AM">', '<html lang="<%= lang %>">', "hy-AM"),
        ("", "<html>", ""),
    ],
)
def test_the_language_is_the_roots_or_the_locales(head: str, root: str, language: str) -> None:
    assert read_home(page(head, root), URL).language == language


def test_a_name_is_bounded() -> None:
    assert len(read_home(page(f"<title>{'a' * 5000}</title>"), URL).name) == MAX_NAME


@given(st.binary(max_size=300))
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(read_home(body, URL), Home)
