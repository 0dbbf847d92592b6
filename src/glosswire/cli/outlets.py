"""Find out what is needed to follow an outlet: its feeds, its name, its languages and its country."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from babel import Locale

from glosswire.errors import ConfigError, FetchError, NotAFeed
from glosswire.intake import home as home_page
from glosswire.intake.feeds import Listed, candidates, find_feeds, parse
from glosswire.intake.fetch import Answer, Fetcher, Request
from glosswire.intake.opml import Outline
from glosswire.intake.urls import host_of, normalise, same_site
from glosswire.model import Feed, Page, Policy, Source, SourceId
from glosswire.text.language import identify

MAX_FEEDS = 4  # of one outlet: more mostly list the same articles again
MAX_TRIED = 8
ENTRIES = 20  # that a feed's language is told from
UNKNOWN_COUNTRY = "ZZ"  # as CLDR writes it
UNKNOWN_LANGUAGE = "und"

# Domains of countries that are mostly bought for their letters.
_FOR_ANYONE = frozenset("ai cc co fm gg io me nu to tv ws".split())
_WRITTEN = {"uk": "GB", "su": "RU"}
_SECOND_LEVEL = frozenset("ac co com edu go gob gov gub in net ne nom or org".split())
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator states of an outlet; what is empty is found out."""

    id: str = ""
    name: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    kind: str = ""
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class _Taken:
    url: str
    listed: Listed


def find_outlet(url: str, fetcher: Fetcher, wishes: Wishes, known: Sequence[Source], tell: Tell) -> Source:
    """Follow an outlet by its home page, or by one of its feeds; `known` outlets lend what a page does not say.

    Raises ConfigError where the address is none, FetchError where it cannot be had, NotAFeed where no feed has entries.
    """
    asked = address_of(url)
    tell(f"Asking {asked}")
    page = _page(fetcher.fetch(Request(asked)), asked)
    listed = _listed(page)
    if listed is not None:
        taken = [_Taken(normalise(page.url), listed)]
        home = normalise("/", page.final_url)
        said = _said(fetcher, home)
    else:
        home = normalise(page.final_url)
        taken = _choose(page, fetcher, tell)
        said = home_page.read_home(page.body, home, page.charset)
    if not taken:
        raise NotAFeed(asked, "it names no feed that has entries, and none stands where feeds mostly do")
    return _source(home, taken, said, wishes, _same(home, known))


def address_of(url: str) -> str:
    """A web address as the operator typed it, the scheme left out or not; raises ConfigError where it is none."""
    try:
        return normalise(url if "://" in url else f"https://{url}")
    except ValueError as error:
        raise ConfigError(f"{url}: {error}") from error


def _page(answer: Answer, url: str) -> Page:
    if answer.page is None:
        raise FetchError(url, "an empty answer")
    return answer.page


def _said(fetcher: Fetcher, home: str) -> home_page.Home:
    """What a home page says; nothing where it cannot be had, since its feed can."""
    try:
        page = _page(fetcher.fetch(Request(home)), home)
    except FetchError:
        return home_page.Home("", "")
    return home_page.read_home(page.body, home, page.charset)


def _listed(page: Page) -> Listed | None:
    """The list that an answer is, or None where it is none, or an empty one."""
    try:
        listed = parse(page.body, page.url, media_type=page.media_type)
    except NotAFeed:
        return None
    return listed if listed.entries or listed.feeds else None


# -- which feeds


def _choose(page: Page, fetcher: Fetcher, tell: Tell) -> list[_Taken]:
    """The feeds that a home page names and that have entries, or the first of those that stand where most do."""
    home = page.final_url
    named = [found.url for found in find_feeds(page.body, home)]
    own = [url for url in named if same_site(url, home)] or named
    if taken := _useful(_tried(own[:MAX_TRIED], fetcher, tell)):
        return taken
    for guess in candidates(home):
        if guess not in own and (taken := _useful(_tried([guess], fetcher, tell))):
            return taken
    return []


def _tried(urls: Sequence[str], fetcher: Fetcher, tell: Tell) -> list[_Taken]:
    """Those of the addresses that are lists, in the order of the addresses."""
    found: dict[str, Listed] = {}
    for url in urls:
        tell(f"Trying {url}")
    for request, answer in fetcher.fetch_many([Request(url, purpose="feed") for url in urls]):
        if isinstance(answer, Answer) and answer.page is not None and (listed := _listed(answer.page)):
            found[request.url] = listed
    return [_Taken(url, found[url]) for url in urls if url in found]


def _useful(tried: Sequence[_Taken]) -> list[_Taken]:
    """Those that list what no other does; sitemaps of all there ever was only where there is nothing else."""
    chosen: list[_Taken] = []
    seen: set[str] = set()
    news = [taken for taken in tried if taken.listed.kind != "sitemap"]
    for taken in news or tried:
        urls = {entry.url for entry in taken.listed.entries} | set(taken.listed.feeds)
        if not urls <= seen:
            chosen.append(taken)
            seen |= urls
    return chosen[:MAX_FEEDS]


# -- what it is


def _source(home: str, taken: Sequence[_Taken], said: home_page.Home, wishes: Wishes, known: Source | None) -> Source:
    name = SourceId(wishes.id or (known.id if known else "") or slug_of(home))
    title = said.name or next((home_page.tidy(t.listed.title) for t in taken if t.listed.title), "") or host_of(home)
    told = _languages(taken, said.language) or (known.languages if known else (UNKNOWN_LANGUAGE,))
    base = known or Source(name, title, home, country_of(home), told)
    return replace(
        base,
        id=name,
        name=wishes.name or base.name,
        home=home,
        country=wishes.country or base.country,
        languages=wishes.languages or told,
        kind=wishes.kind or base.kind,
        policy=wishes.policy or base.policy,
        feeds=tuple(Feed(t.url, name) for t in taken),
    )


def _languages(taken: Iterable[_Taken], claimed: str) -> tuple[str, ...]:
    """The languages that the feeds' entries are in, each feed's by itself; else what is claimed."""
    found: dict[str, None] = {}
    for t in taken:
        text = ". ".join(f"{entry.title}. {entry.summary[:200]}" for entry in t.listed.entries[:ENTRIES])
        told = identify(text, (t.listed.language, claimed)).tag
        tag = told if told != UNKNOWN_LANGUAGE else t.listed.language or claimed
        if tag:
            found.setdefault(tag)
    return tuple(found)


def _same(home: str, known: Sequence[Source]) -> Source | None:
    """The known outlet at this address; else the one of this site, where the site has only one."""
    exact = [source for source in known if _bare(source.home) == _bare(home)]
    on_site = [source for source in known if same_site(source.home, home)]
    return exact[0] if exact else on_site[0] if len(on_site) == 1 and not urlsplit(home).path.strip("/") else None


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


def country_of(url: str) -> str:
    """The country whose domain an address is in; `ZZ` where that says nothing."""
    last = host_of(url).partition(":")[0].rpartition(".")[2]
    code = _WRITTEN.get(last, "" if last in _FOR_ANYONE else last.upper())
    return code if code in countries() else UNKNOWN_COUNTRY


@cache
def countries() -> Mapping[str, str]:
    """The countries by their ISO 3166 codes, in English."""
    names = Locale.parse("en").territories.items()
    others = {"EU", "EZ", "UN", "QO", "XA", "XB", UNKNOWN_COUNTRY}
    return {str(code): str(name) for code, name in names if len(str(code)) == 2 and code not in others}


def slug_of(url: str) -> str:
    """A short id from a host: `jam-news` of `www.jam-news.net`."""
    host = host_of(url).lower()
    labels = host.partition(":")[0].removeprefix("www.").split(".")
    if len(labels) > 1 and not labels[-1].isdigit():
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels = labels[:-1]
    plain = unicodedata.normalize("NFKD", "-".join(labels))
    return _NOT_SLUG.sub("-", plain)[:24].strip("-") or "source"


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """The id itself where it is free, else with the first number that makes it so."""
    others = set(taken)
    if wanted not in others:
        return wanted
    return next(name for n in range(2, len(others) + 3) if (name := f"{wanted}-{n}") not in others)


# -- from other readers' lists


def outlets_of(outlines: Iterable[Outline], old: Sequence[Source], language: str) -> tuple[Source, ...]:
    """The outlets of an OPML list, feeds of one home together, without feeds that are followed already.

    `language` stands where the list states none.
    """
    followed = {normalise(feed.url) for source in old for feed in source.feeds}
    homes: dict[str, list[Outline]] = {}
    for outline in outlines:
        if outline.url not in followed:
            homes.setdefault(_bare(outline.home) or host_of(outline.url), []).append(outline)
    ids = [str(source.id) for source in old]
    made = []
    for together in homes.values():
        made.append(_imported(together, ids, language))
        ids.append(str(made[-1].id))
    return tuple(made)


def _imported(together: Sequence[Outline], ids: Iterable[str], language: str) -> Source:
    first = together[0]
    home = first.home or normalise("/", first.url)
    name = SourceId(free_id(slug_of(home), ids))
    stated = tuple(dict.fromkeys(o.language for o in together if o.language)) or (language,)
    feeds = tuple(Feed(o.url, name, o.kind) for o in together)
    country = first.country or country_of(home)
    return Source(name, home_page.tidy(first.title) or host_of(home), home, country, stated, feeds=feeds)
