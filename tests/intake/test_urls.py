"""What names an article, and what does not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.urls import MAX_URL, host_of, identity, names_article, normalise, same_site

ADDRESS = "https://zeitung.example.de/politik/armenien-ovks-100.html"

VARIANTS = [
    ADDRESS + "?utm_source=twitter&utm_medium=social",
    ADDRESS + "?fbclid=IwAR0abc",
    ADDRESS + "?at_medium=custom7&at_campaign=64#kommentare",
    ADDRESS + "?wt_mc=rss&amp;utm_term=x",
    ADDRESS + "?xtor=RSS-1",
    ADDRESS + "?ref=rss",
    ADDRESS + ";jsessionid=0A1B2C",
    ADDRESS + "?amp=1",
    ADDRESS + "?outputType=amp",
    ADDRESS + "/amp/",
    ADDRESS + "/",
    "http://zeitung.example.de:80/politik/../politik/armenien-ovks-100.html",
    "https://ZEITUNG.example.DE./politik/armenien%2Dovks-100.html#top",
    "https://m.zeitung.example.de/politik/armenien-ovks-100.html",
    "https://www.zeitung.example.de/politik/armenien-ovks-100.amp.html",
    " https://zeitung.example.de/poli\ntik/armenien-ovks-100.html ",
    "https:\\\\zeitung.example.de\\politik\\armenien-ovks-100.html",
]

TRAPS = [
    ("https://a.example/story?id=1", "https://a.example/story?id=2"),
    ("https://a.example/?p=100", "https://a.example/?p=101"),
    ("https://a.example/story?ref=4711", "https://a.example/story?ref=4712"),
    ("https://a.example/story?source=12", "https://a.example/story?source=13"),
    ("https://a.example/story?s=20251", "https://a.example/story?s=20252"),
    ("https://a.example/story?feature=1001", "https://a.example/story?feature=1002"),
    ("https://a.example/story?page=1", "https://a.example/story?page=2"),
    ("https://a.example/story?lang=hy", "https://a.example/story?lang=ru"),
    ("https://a.example/read?20230522", "https://a.example/read?20230523"),
    ("https://a.example/#!/22", "https://a.example/#!/23"),
    ("https://a.example/Story", "https://a.example/story"),
    ("https://a.example/a%2Fb", "https://a.example/a/b"),
    ("https://a.example/story?a=1&a=2", "https://a.example/story?a=2&a=1"),
    ("https://fr.a.example/story", "https://es.a.example/story"),
    ("https://a.example/amp/story", "https://a.example/story"),
    ("https://a.example:8080/story", "https://a.example/story"),
    ("https://a.example/story?cid=7", "https://a.example/story?cid=8"),
    ("https://m.am/story", "https://am/story"),
]

NO_URLS = [
    "",
    "story.html",
    "//a.example/story",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "ftp://a.example/x",
    "https://",
    "https:///story",
    "https://user:word@a.example/",
    "https://a.example:port/",
    "https://a.example:99999/",
    "https://[::1/",
    "https://[v1.x]/",
    "https://a b.example/",
    "https://a%2e.example/",
    "https://..example/",
    "https://\ud800.example/",
    "https://a.example/\ud800",
    "https://a.example/" + "x" * MAX_URL,
    "https://a.example/" + "ა" * 500,
]


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_of_a_url_name_one_article(variant: str) -> None:
    assert identity(variant) == identity(ADDRESS)


@pytest.mark.parametrize(("one", "other"), TRAPS)
def test_urls_that_choose_different_articles_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert identity(one) != identity(other)


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        normalise(url)


def test_the_normal_form_still_fetches() -> None:
    assert normalise("HTTP://Www.Example.DE:80/ä b?z=1&utm_source=x&12345#top") == (
        "http://www.example.de/%C3%A4%20b?12345&z=1"
    )
    assert normalise("https://bücher.example/%7euser/?q=a%20b+c") == "https://xn--bcher-kva.example/~user/?q=a+b+c"
    assert normalise("http://127.0.1.1:8900/feed.xml") == "http://127.0.1.1:8900/feed.xml"
    assert normalise("http://[0::1]:80/") == "http://[::1]/"


def test_a_relative_url_is_resolved_against_its_base() -> None:
    assert normalise("../b.html?utm_id=3", "https://a.example/x/y/") == "https://a.example/x/b.html"
    assert normalise("//b.example/x", "http://a.example/") == "http://b.example/x"


def test_an_identity_is_thirteen_letters_and_never_changes() -> None:
    assert identity(ADDRESS) == "nciwadv2fmo2e"
    assert len(identity("https://a.example/")) == 13


def test_a_site_is_its_registrable_domain() -> None:
    assert same_site("https://www.bbc.co.uk/a", "http://feeds.bbc.co.uk/b")
    assert same_site("https://www.jam-news.net/ru", "https://jam-news.net/")
    assert not same_site("https://one.co.uk/", "https://two.co.uk/")
    assert not same_site("https://one.blogspot.com/", "https://two.blogspot.com/")
    assert same_site("https://новости.рф/а", "https://www.xn--b1amnebsh.xn--p1ai/")
    assert not same_site("https://a.example/", "no url")


def test_an_address_is_a_site_with_its_port() -> None:
    assert same_site("http://127.0.0.1:8900/a", "http://127.0.0.1:8900/b")
    assert not same_site("http://127.0.0.1:8900/a", "http://127.0.0.1:8901/a")
    assert not same_site("http://127.0.0.1:8900/a", "http://127.0.0.2:8900/a")
    assert same_site("http://localhost:8000/a", "http://localhost:8000/b")


def test_a_backslash_ends_the_host_as_browsers_have_it() -> None:
    assert host_of("https://good.example\\@evil.example/") == "good.example"


def test_a_host_carries_its_port_only_where_it_is_unusual() -> None:
    assert host_of("https://A.Example:443/x") == "a.example"
    assert host_of("http://a.example:443/x") == "a.example:443"


URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.from_regex(r"[a-zA-Z0-9]{1,8}(\.[a-zA-Z]{2,5}){0,2}", fullmatch=True),
    st.sampled_from(["", ":80", ":443", ":8443"]),
    st.text(alphabet=string.printable + "äßあ中%%//..;&amp;", max_size=40),
    st.text(alphabet=string.printable + "äßあ中%%&&==;amp;", max_size=40),
    st.text(max_size=10),
)


@given(URLS | st.text(max_size=60))
def test_normalising_twice_changes_nothing(url: str) -> None:
    try:
        once = normalise(url)
    except ValueError:
        return
    assert normalise(once) == once
    assert once.isascii()
    assert identity(once) == identity(url)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), max_size=5, unique_by=lambda p: p[0]))
def test_the_order_of_a_query_names_nothing(pairs: list[tuple[str, str]]) -> None:
    forward = "&".join(f"{name}={value}" for name, value in pairs)
    backward = "&".join(f"{name}={value}" for name, value in reversed(pairs))
    assert normalise(f"https://a.example/?{forward}") == normalise(f"https://a.example/?{backward}")


@pytest.mark.parametrize(
    "url",
    [
        ADDRESS,
        "https://a.example/a/armenien-erwaegt-austritt.html",
        "https://a.example/news.php?id=4711",
        "https://a.example/2023/05/22/c_1.html",
        "https://a.example/articles/clymn8zyrp9o",
        "https://a.example/%D0%BD%D0%BE%D0%B2%D1%8B%D0%B9-%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82-%D0%B3%D0%BE%D1%80%D0%BE%D0%B4%D0%B0",
    ],
)
def test_an_article_s_address_has_a_number_or_many_words(url: str) -> None:
    assert names_article(url)


@pytest.mark.parametrize(
    "path", ["", "/", "/de/", "/index.html", "/politik/ausland/", "/international-news/", "/start.php?lang=de"]
)
def test_a_front_s_address_has_neither(path: str) -> None:
    assert not names_article(f"https://a.example{path}")
