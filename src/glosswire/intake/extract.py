"""Read an article out of a page's bytes: its words in their order, and what the page states of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from glosswire.errors import NotAnArticle, UnknownLanguage
from glosswire.intake import agency, body, byline, charset, dates, dom, evidence, headline, metadata, refusal, ticker
from glosswire.intake.noise import part_credit
from glosswire.intake.urls import host_of, identity, names_article, normalise, same_site
from glosswire.model import Article, Block, Image, Language, Mark, Page, SourceId
from glosswire.text.language import identify
from glosswire.text.tokens import fingerprint

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")


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
    url = _address(page)
    tree = _tree(page)
    claims = metadata.read(tree, url)
    outline = dom.outline(tree)
    sites = _sites(claims, url, hint)
    first, second = _headings(outline)
    title = headline.choose(claims, first, sites, dom.tidy(hint.title), second)
    told = (*claims.descriptions, metadata.plain(hint.summary))
    chosen = body.choose(outline, evidence.read(outline, tree, claims.body), title, told)
    published = _published(page, tree, claims, chosen, hint)
    setting = ticker.Setting(
        dates.zone_of(host_of(url)),
        published,
        page.fetched_at,
        f"{title} {url}",
        "LiveBlogPosting" in claims.types or bool(claims.updates),
    )
    blocks, credited = _uncredited(_without_open_end(_blocks(chosen, claims, url, setting)))
    signature = tuple(b.text for b in blocks[-1:] if byline.signs(b.text))
    blocks = blocks[: len(blocks) - len(signature)]
    makers = byline.read(claims, (*chosen.bylines, *signature), sites, chosen.names)
    blocks = _without_bios(blocks, makers.people)
    if reason := refusal.reason(url, claims, outline, title, blocks, chosen.teasers):
        raise NotAnArticle(url, reason)
    opening = blocks[0].text if blocks and blocks[0].kind == "caption" else ""  # above all text: the main picture's
    image = _image(claims, chosen.caption or opening, url)
    if image and image.caption:
        blocks = [b for b in blocks if b.kind != "caption" or not b.text.startswith(image.caption)]
    standfirst = _standfirst(chosen, next(filter(None, told), ""), title, blocks, sites)
    whole = (Block("headline", title), *standfirst, *blocks)
    address = _canonical(claims, url)
    return Article(
        id=identity(address),
        source_id=hint.source_id,
        url=address,
        blocks=whole,
        language=_language(whole, claims, hint, url),
        fetched_at=page.fetched_at,
        fingerprint=fingerprint(b.text for b in whole),
        authors=makers.people or makers.outlet,
        agency=tuple(dict.fromkeys((*makers.agencies, *credited))),
        section=_section(claims),
        keywords=_keywords(claims),
        published_at=published,
        modified_at=_time(claims.modified, url),
        image=image,
    )


def _address(page: Page) -> str:
    try:
        return normalise(page.final_url or page.url)
    except ValueError as error:
        raise NotAnArticle(page.url, "a page without a web address") from error


def _tree(page: Page) -> dom.Element:
    kind = page.media_type.partition(";")[0].strip().lower()
    if kind and not any(part in kind for part in ("html", "xml", "text/plain", "octet-stream")):
        raise NotAnArticle(page.url, f"a file of type {kind[:60]}")
    if page.body.startswith(_BINARY):
        raise NotAnArticle(page.url, "a file that is no page")
    try:
        return dom.parse(charset.decode(page.body, page.charset))
    except ValueError as error:
        raise NotAnArticle(page.url, "an empty page") from error


def _headings(outline: dom.Outline) -> tuple[list[str], list[str]]:
    """The texts of first-level headings, and of second-level ones that lead nowhere."""
    first = [p.text for p in outline.pieces if p.tag == "h1"]
    return first, [p.text for p in outline.pieces if p.tag == "h2" and p.link_share < evidence.LINKED]


def _blocks(chosen: body.Chosen, claims: metadata.Claims, url: str, setting: ticker.Setting) -> list[Block]:
    """The body's blocks; those that the page only states, where it shows next to nothing (its text is in a script)."""
    blocks = [Block(p.kind, p.text, _resolved(p.marks, url)) for p in chosen.pieces]
    shown = sum(len(b.text) for b in blocks)
    if claims.is_free and shown < 300 and len(claims.body) > max(400, 3 * shown):
        if claims.updates:
            return ticker.of_updates(claims.updates, setting)
        return [Block("paragraph", line) for line in claims.body.splitlines()[:400] if line]
    return ticker.date_items(blocks, [p.time for p in chosen.pieces], claims.updates, setting)


def _without_open_end(blocks: list[Block]) -> list[Block]:
    """The blocks without a last line that leads to what is not there: `Quellen:`, `Mehr in unserem Liveblog:`."""
    last = blocks[-1] if blocks else None
    is_open = last is not None and last.kind == "paragraph" and len(last.text) < 120 and last.text.endswith((":", "："))
    return blocks[:-1] if is_open else blocks


def _uncredited(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks without agencies' credits at their end, and the agencies that they name."""
    named: list[str] = []
    texts = [i for i, b in enumerate(blocks) if b.kind != "caption"]
    if texts:
        named += agency.read_start(blocks[texts[0]].text)
    for i in reversed(texts[-3:]):
        credit = agency.cut_end(blocks[i].text)
        named += credit.agencies
        if credit.text:
            return [*blocks[:i], _cut(blocks[i], credit.text), *blocks[i + 1 :]], tuple(named)
        blocks = [*blocks[:i], *blocks[i + 1 :]]
    return blocks, tuple(named)


def _cut(block: Block, text: str) -> Block:
    marks = (replace(m, end=min(m.end, len(text))) for m in block.marks if m.start < len(text))
    return replace(block, text=text, marks=tuple(marks))


def _standfirst(
    chosen: body.Chosen, told: str, title: str, blocks: Sequence[Block], sites: Sequence[str]
) -> tuple[Block, ...]:
    """The standfirst as the page shows it, else what is told of the page where it is one: whole, and said nowhere else."""
    if chosen.standfirst:
        return (Block("standfirst", chosen.standfirst),)
    shown = evidence.flat(" ".join(b.text for b in blocks))
    plain = evidence.flat(told)
    is_whole = 60 < len(told) < 500 and evidence.ends_sentence(told) and not told.endswith(("…", "...", ":", ";"))
    is_new = plain[:40] not in shown and plain[-30:] not in shown and plain != evidence.flat(title)
    speaks_of_page = any(len(s) > 3 and s.lower() in told.lower() for s in sites) or _quotes(title, plain)
    return (Block("standfirst", told),) if is_whole and is_new and not speaks_of_page else ()


def _quotes(title: str, plain: str) -> bool:
    """Whether a description names the headline, or what stands behind its kicker, as descriptions for machines do."""
    parts = (title, title.partition(": ")[2])
    return any(len(part) > 20 and evidence.flat(part) in plain for part in parts)


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
        is_front = names_article(url) and not names_article(found)
        if same_site(found, url) and re.search(r"//[^/]+/.", found) and not is_front:
            return found
    return normalise(url)


def _published(
    page: Page, tree: dom.Element, claims: metadata.Claims, chosen: body.Chosen, hint: Hint
) -> datetime | None:
    """When the page says it was published; else what it shows about its headline, its feed's word, or its address's."""
    url = page.final_url or page.url
    latest = page.fetched_at + timedelta(days=2)  # clocks and zones are wrong by hours, not by more
    shown = [e.get("datetime") or "" for e in islice(tree.iter("time"), 3)]
    for statements in (claims.published, (*shown, *chosen.dates)):
        found = _time(tuple(statements), url)
        if found and found <= latest:
            return found
    in_address = re.search(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?:\D|$)", url)
    return hint.published_at or (_time(("-".join(in_address.groups()),), url) if in_address else None)


def _time(statements: tuple[str, ...], url: str) -> datetime | None:
    zone = dates.zone_of(host_of(url))
    found = dates.best(dates.find(s, zone) for s in statements)
    return found.at if found else None


def _image(claims: metadata.Claims, shown: str, url: str) -> Image | None:
    for claim in claims.images:
        try:
            address = normalise(claim.url, url)
        except ValueError:
            continue
        caption, credit = part_credit(claim.caption or shown)
        if not credit and len(caption) < 80 and agency.agency_of(caption.rpartition("/")[2]):
            caption, credit = "", caption  # all of it is a credit: `Name/REUTERS`
        return Image(address, caption, claim.credit or credit)
    return None


def _section(claims: metadata.Claims) -> str:
    """The section that the page names in words for people; else the first by its address's name, made readable."""
    named = next((s for s in claims.sections if not _SLUG.fullmatch(s)), "")
    if named:
        return named.partition(", ")[0] if named.count(", ") > 1 else named
    words = re.split(r"[-_]+", claims.sections[0].rpartition("_")[2]) if claims.sections else []
    return " ".join(words).capitalize()


def _keywords(claims: metadata.Claims) -> tuple[str, ...]:
    """What else the page says it is about: its other sections, and its keywords."""
    sections = (s for s in claims.sections if s != _section(claims) and len(s) <= metadata.MAX_KEYWORD)
    return tuple(dict.fromkeys((*sections, *claims.keywords)))[: metadata.MAX_KEYWORDS]


def _language(blocks: tuple[Block, ...], claims: metadata.Claims, hint: Hint, url: str) -> Language:
    text = "\n".join(b.text for b in blocks)[:1500]
    found = identify(text, (*claims.languages, *hint.languages))
    if found.tag == "und":
        raise UnknownLanguage(url, "no language could be told")
    return found
