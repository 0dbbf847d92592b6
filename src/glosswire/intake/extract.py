"""Read an article out of a page's bytes: its words in their order, and what the page states of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from glosswire.errors import NotAnArticle, UnknownLanguage
from glosswire.intake import agency, body, byline, charset, dates, dom, evidence, headline, metadata
from glosswire.intake.urls import host_of, identity, normalise, same_site
from glosswire.model import Article, Block, Image, Language, Mark, Page, SourceId
from glosswire.text.language import identify
from glosswire.text.tokens import fingerprint


@dataclass(frozen=True, slots=True)
class Hint:
    """What the feed and the list of sources say of an article before it is read; each a claim."""

    source_id: SourceId
    languages: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    published_at: datetime | None = None
    mastheads: tuple[str, ...] = ()


def extract(page: Page, hint: Hint) -> Article:
    """Read the article of a page. Raises NotAnArticle with what the page is instead, and UnknownLanguage."""
    tree = _tree(page)
    url = page.final_url or page.url
    claims = metadata.read(tree, url)
    outline = dom.outline(tree)
    sites = _sites(claims, url, hint)
    title = headline.choose(claims, [p.text for p in outline.pieces if p.tag == "h1"], sites, hint.title)
    if not title:
        raise NotAnArticle(url, "no headline")
    chosen = body.choose(outline, evidence.read(outline, tree, claims.body), title, claims.descriptions)
    blocks = [Block(p.kind, p.text, _resolved(p.marks, url)) for p in chosen.pieces]
    blocks, credited = _uncredited(blocks)
    makers = byline.read(claims, chosen.bylines, sites)
    agencies = tuple(dict.fromkeys((*makers.agencies, *credited)))
    blocks = _without_bios(blocks, makers.people)
    if not blocks:
        raise NotAnArticle(url, "no text")
    lead = (Block("standfirst", chosen.standfirst),) if chosen.standfirst else ()
    whole = (Block("headline", title), *lead, *blocks)
    language = _language(whole, claims, hint, url)
    return Article(
        id=identity(_canonical(claims, url)),
        source_id=hint.source_id,
        url=_canonical(claims, url),
        blocks=whole,
        language=language,
        fetched_at=page.fetched_at,
        fingerprint=fingerprint(b.text for b in whole),
        authors=makers.people or (() if makers.agencies else makers.outlet),
        agency=agencies,
        section=claims.sections[0] if claims.sections else "",
        published_at=_time(claims.published, url) or hint.published_at,
        modified_at=_time(claims.modified, url),
        image=_image(claims, url),
    )


def _tree(page: Page) -> dom.Element:
    try:
        return dom.parse(charset.decode(page.body, page.charset))
    except ValueError as error:
        raise NotAnArticle(page.url, "an empty page") from error


def _uncredited(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    named: list[str] = list(agency.read_start(blocks[0].text)) if blocks else []
    while blocks:
        credit = agency.cut_end(blocks[-1].text)
        named += credit.agencies
        if credit.text:
            if credit.agencies:
                marks = tuple(
                    replace(m, end=min(m.end, len(credit.text))) for m in blocks[-1].marks if m.start < len(credit.text)
                )
                blocks = [*blocks[:-1], Block(blocks[-1].kind, credit.text, marks)]
            break
        blocks = blocks[:-1]
    return blocks, tuple(named)


def _without_bios(blocks: list[Block], people: tuple[str, ...]) -> list[Block]:
    """The blocks without what the end says of the author: a short block that alone of all names him."""
    for name in people:
        if " " not in name:
            continue
        naming = [i for i, b in enumerate(blocks) if name.casefold() in b.text.casefold()]
        if len(naming) == 1 and naming[0] >= max(3, len(blocks) - 3) and len(blocks[naming[0]].text) < 700:
            blocks = blocks[: naming[0]] + blocks[naming[0] + 1 :]
    return blocks


def _resolved(marks: tuple[Mark, ...], url: str) -> tuple[Mark, ...]:
    """The marks with links resolved against the page's address; a link to no web address is dropped."""
    found: list[Mark] = []
    for mark in marks:
        try:
            found.append(replace(mark, url=normalise(mark.url, url)) if mark.kind == "link" else mark)
        except ValueError:
            continue
    return tuple(found)


def _sites(claims: metadata.Claims, url: str, hint: Hint) -> tuple[str, ...]:
    host = host_of(url)
    labels = [x for x in host.split(".")[:-1] if x not in ("www", "m", "amp", "news", "co", "com")]
    return tuple(filter(None, (*claims.sites, *hint.mastheads, host.removeprefix("www."), *labels[-1:])))


def _canonical(claims: metadata.Claims, url: str) -> str:
    for claim in claims.canonical:
        try:
            found = normalise(claim, url)
        except ValueError:
            continue
        if same_site(found, url) and re.search(r"//[^/]+/.", found):
            return found
    return normalise(url)


def _time(statements: tuple[str, ...], url: str) -> datetime | None:
    zone = dates.zone_of(host_of(url))
    found = dates.best(dates.read(s, zone) for s in statements)
    return found.at if found else None


def _image(claims: metadata.Claims, url: str) -> Image | None:
    for claim in claims.images:
        try:
            return Image(normalise(claim, url))
        except ValueError:
            continue
    return None


def _language(blocks: tuple[Block, ...], claims: metadata.Claims, hint: Hint, url: str) -> Language:
    text = "\n".join(b.text for b in blocks)[:4000]
    found = identify(text, (*claims.languages, *hint.languages))
    if found.tag == "und":
        raise UnknownLanguage(url, "no language could be told")
    return found
