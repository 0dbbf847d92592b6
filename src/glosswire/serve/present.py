"""Turn records into what a page shows; the licence policy of a source is applied here and nowhere else."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from glosswire.model import (
    BACK,
    Article,
    Block,
    Engine,
    Grade,
    Listing,
    Policy,
    Quote,
    Reading,
    Segment,
    SegmentState,
    Sentence,
    Source,
)
from glosswire.serve.items import beginnings
from glosswire.serve.limits import limits_of
from glosswire.serve.marks import NOTHING, is_doubtful, judge, notes_of, quote_notes
from glosswire.serve.sections import english_section, slug_of
from glosswire.serve.stated import json_ld
from glosswire.serve.tongues import country_name, direction, local_time, machine_english, tongue
from glosswire.serve.views import (
    ArticleView,
    Group,
    Heard,
    Line,
    Maker,
    Moment,
    Original,
    Outlet,
    Pair,
    Piece,
    Point,
    Ref,
    Row,
    Words,
)
from glosswire.text.versions import correction_notes

BODY_KINDS = frozenset({"paragraph", "quote", "item"})
_MARKS_SHOWN = 500  # of one block: a page of links only must not cost more than a page
OPERATOR = "operator"  # what the store names as the engine of sentences that were corrected by hand
_HOSTS_SHOWN = 5  # of one sentence
_BREAKS = re.compile(r"(?<=\w) (?=[:;!?%]|»(?!\w))|(?<=\s«) |(?<=^«) ")


# -- the licence policy


@dataclass(frozen=True, slots=True)
class Allowance:
    """The sentences of an article that its source's policy lets a page show, and whether that is all of them."""

    sentences: frozenset[Sentence]
    is_all: bool
    has_picture: bool


def is_shown(policy: Policy) -> bool:
    """Whether articles under a policy are shown and listed at all."""
    return policy != "none"


def allow(
    article: Article, sentences: Sequence[Sentence], chosen: Iterable[Sentence], policy: Policy, excerpt: int
) -> Allowance:
    """Decide what may be shown: the one place where policy meets text.

    `chosen` are the highlights' sentences. Under `excerpt` the headline, the standfirst, the first sentences of the
    body and the highlights are shown; under `headline` the headline; under `none` nothing.
    """
    everything = frozenset(sentences)
    kinds = {sentence: article.blocks[sentence.block].kind for sentence in sentences}
    match policy:
        case "full":
            return Allowance(everything, True, True)
        case "excerpt":
            titles = {s for s in sentences if kinds[s] in ("headline", "standfirst")}
            body = [s for s in sentences if kinds[s] in BODY_KINDS]
            shown = frozenset(titles | set(body[:excerpt]) | (set(chosen) & everything))
            return Allowance(shown, shown == everything, True)
        case "headline":
            shown = frozenset(s for s in sentences if kinds[s] == "headline")
            return Allowance(shown, shown == everything, False)
        case "none":
            return Allowance(frozenset(), False, False)


def allowed_of(reading: Reading, source: Source, excerpt: int) -> Allowance:
    """Decide what may be shown of a reading under its source's policy."""
    chosen = [s for h in reading.highlights for s in _sources(reading.translation.segments, h.segment)]
    return allow(reading.article, reading.sentences, chosen, source.policy, excerpt)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A highlight by its sentences."""

    sentences: tuple[Sentence, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Permitted:
    """What of a reading may leave this site, under its source's policy, for those who do not read pages."""

    sentences: tuple[Sentence, ...]
    segments: tuple[Segment, ...]
    highlights: tuple[Chosen, ...]
    quotes: tuple[Quote, ...]
    is_all: bool
    has_picture: bool


def permit(reading: Reading, source: Source, excerpt: int) -> Permitted:
    """Take from a reading what its source's policy lets us show."""
    allowed = allowed_of(reading, source, excerpt)
    shown, segments = allowed.sentences, reading.translation.segments
    has_highlights = source.policy in ("full", "excerpt")
    chosen = (Chosen(_sources(segments, h.segment), h.score) for h in reading.highlights if has_highlights)
    return Permitted(
        tuple(sentence for sentence in reading.sentences if sentence in shown),
        tuple(segment for segment in segments if segment.sources and shown.issuperset(segment.sources)),
        tuple(item for item in chosen if item.sentences and shown.issuperset(item.sentences)),
        tuple(quote for quote in reading.quotes if quote.sentences and shown.issuperset(quote.sentences)),
        allowed.is_all,
        allowed.has_picture,
    )


_POLICY_TEXTS: dict[Policy, str] = {
    "full": "Whole articles are shown in English beside the original.",
    "excerpt": "The headline, the standfirst, the first sentences and the highlights are shown; the rest is read at the publisher.",
    "headline": "Only headlines are shown; the articles are read at the publisher.",
    "none": "Nothing of this source is shown.",
}


# -- lists


def outlet(source: Source) -> Outlet:
    """Show a source."""
    return Outlet(
        source.name,
        f"/source/{source.id}",
        web_address(source.home),
        host_of(source.home),
        country_name(source.country),
        source.owner,
        source.kind,
        source.policy,
        _POLICY_TEXTS[source.policy],
        tuple(tongue(tag) for tag in source.languages),
    )


def line(listing: Listing, source: Source) -> Line:
    """Show one article in a list, as far as its source's policy goes."""
    is_english = is_in_english(listing.language)
    own = Words(listing.original_headline, listing.language, direction(listing.language))
    has_english = bool(listing.headline) and not is_english and listing.grade != "none"
    lang = machine_english(listing.language)
    has_standfirst = bool(listing.standfirst) and (has_english or is_english) and source.policy != "headline"
    return Line(
        listing.id,
        f"/article/{listing.id}",
        Words(listing.headline, lang) if has_english else own,
        own if has_english and listing.headline != listing.original_headline else None,
        Words(listing.standfirst, listing.language if is_english else lang) if has_standfirst else None,
        outlet(source),
        tongue(listing.language),
        moment(listing.published_at, source.country),
        _line_note(listing, has_english, is_english),
        has_english or is_english,
        has_english and listing.grade == "poor",
        has_english and listing.in_doubt,
    )


def _line_note(listing: Listing, has_english: bool, is_english: bool) -> str:
    if is_english:
        return "Published in English"
    if listing.grade == "none":
        return f"Left in {tongue(listing.language).name}"
    if not has_english:
        return "To be translated"
    weak = "Weak translation" if listing.grade == "poor" else ""
    if listing.done >= listing.sentences:
        return weak
    progress = f"{listing.done} of {listing.sentences} sentences"
    return f"{weak}, {progress}" if weak else f"{progress} translated"


def is_in_english(tag: str) -> bool:
    """Whether a language tag is one of English."""
    return tag.lower().split("-")[0] == "en"


def moment(at: datetime, country: str) -> Moment:
    """Show a time to the millisecond, and by the publisher's clock."""
    utc = at.astimezone(UTC)
    iso = utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    day = f"{utc.day} {utc:%B %Y}"
    return Moment(
        iso,
        f"{utc.day} {utc:%b %Y, %H:%M} UTC",
        f"{utc:%A} {day}, {iso[11:-1]} UTC",
        _local_text(at, utc, country, f" in {country_name(country)}"),
        Ref(iso[:10], f"/day/{iso[:10]}"),
    )


def item_moment(at: datetime, country: str) -> Moment:
    """Show the time of a live ticker's item: as `moment`, but the country is named once, at the article's own time."""
    return replace(moment(at, country), local=_local_text(at, at.astimezone(UTC), country))


def _local_text(at: datetime, utc: datetime, country: str, place: str = "") -> str:
    local = local_time(at, country)
    if local is None:
        return ""
    day = "" if local.date() == utc.date() else f" on {local.day} {local:%B}"
    return f"{local:%H:%M}{day}{place} (UTC{offset_of(local)})"


def offset_of(local: datetime) -> str:
    """The offset from UTC of a time by its own clock: `+02:00`."""
    offset = f"{local:%z}"
    return f"{offset[:3]}:{offset[3:5]}"


# -- one article


def article_view(
    reading: Reading,
    source: Source,
    excerpt_sentences: int,
    site_title: str,
    heard: Mapping[Quote, Heard] = NOTHING,
) -> ArticleView | None:
    """Show one revision of an article, or None where its source's policy shows nothing.

    `heard`: of quotes that we translated back, the words as they were said.
    """
    if not is_shown(source.policy):
        return None
    article, translation = reading.article, reading.translation
    in_english = is_in_english(article.language.tag)
    has_original = not in_english and translation.grade != "none"
    sentences = reading.sentences
    allowed = allowed_of(reading, source, excerpt_sentences)
    rows = _rows(reading, sentences, allowed, has_original, heard, source.country)
    headline = next((row.pairs for row in rows if row.kind == "headline"), ())
    own = Words(article.headline, article.language.tag, direction(article.language.tag))
    shown = headline_of(reading) if has_original else own
    standfirst = tuple(row for row in rows if row.kind == "standfirst")
    description = " ".join(_text_of(row.pairs) for row in standfirst if not row.is_to_come)
    time = moment(article.published_at or article.fetched_at, source.country)
    makers = _makers(translation.segments, reading.engines) if has_original else ()
    view = ArticleView(
        id=article.id,
        title=shown.text,
        headline=shown,
        headline_pairs=headline,
        original_headline=None if shown == own else own,
        standfirst=standfirst,
        groups=_groups(row for row in rows if row.kind not in ("headline", "standfirst")),
        points=_points(reading, rows, sentences) if source.policy in ("full", "excerpt") else (),
        outlet=outlet(source),
        url=web_address(article.url),
        tongue=tongue(article.language.tag),
        lang=machine_english(article.language.tag) if has_original else article.language.tag,
        direction="ltr" if has_original else direction(article.language.tag),
        section=section_ref(article.section),
        time=time,
        changed=_changed(article, source.country),
        authors=article.authors,
        agency=article.agency,
        picture=_picture(article) if allowed.has_picture else None,
        picture_credit=article.image.credit if article.image else "",
        made_line=_made_line(article.language.tag, in_english, translation.grade, bool(translation.segments)),
        warning=_WARNINGS[translation.grade] if has_original else "",
        progress=_progress(len(translation.segments), len(sentences)) if has_original else "",
        limit_note="" if allowed.is_all else _LIMIT_NOTES[source.policy],
        verdict=judge(translation, tongue(article.language.tag).name)
        if has_original and translation.segments
        else None,
        limits=limits_of(article) if has_original and translation.segments else (),
        marked=tuple(pair.number for row in rows for pair in row.pairs if pair.doubt),
        back_note=_back_note(reading) if has_original else "",
        makers=makers,
        others=_others(reading) if has_original else (),
        made_at=_made_at(translation.segments) if has_original else "",
        reason=next((engine.quality for engine in reading.engines if engine.grade == "none"), ""),
        revision=article.revision,
        revisions=reading.revisions,
        notices=_notices(article, rows),
        has_original=has_original,
        has_pairs=has_original and any(not r.is_to_come for r in rows if r.kind != "headline"),
        is_whole=not has_original or len(translation.segments) >= len(sentences),
        description=description,
        json_ld="",
    )
    return replace(view, json_ld=json_ld(view, article, source, site_title))


def headline_of(reading: Reading) -> Words:
    """The headline as pages show it: in English where all of it is done, else in its own language."""
    article, tag = reading.article, reading.article.language.tag
    own = Words(article.headline, tag, direction(tag))
    wanted = [sentence for sentence in reading.sentences if sentence.block == 0]
    made = [s for s in reading.translation.segments if s.sources and s.sources[0].block == 0 and s.state != "failed"]
    is_done = bool(wanted) and {sentence for s in made for sentence in s.sources}.issuperset(wanted)
    if is_in_english(tag) or reading.translation.grade == "none" or not is_done:
        return own
    return Words(" ".join(s.target.strip() for s in made), machine_english(tag))


_WARNINGS: dict[Grade, str] = {
    "good": "",
    "fair": "Right in substance as a rule, sometimes wrong in detail: check what matters against the original.",
    "poor": "Made by a small model that is often wrong: check against the original before you rely on any sentence.",
    "none": "",
}
_LIMIT_NOTES: dict[Policy, str] = {
    "full": "",
    "excerpt": "This is an excerpt, as the source allows. The rest is at the publisher.",
    "headline": "Only the headline is shown here, as the source allows. The article is at the publisher.",
    "none": "",
}


def _made_line(tag: str, in_english: bool, grade: Grade, begun: bool) -> str:
    if in_english:
        return "Published in English, not translated"
    name = tongue(tag).name
    if grade == "none":
        return f"Left in {name}: no engine of this newsroom translates it well enough to be read"
    return f"Machine-translated from {name}" if begun else f"To be translated from {name}"


def _progress(done: int, total: int) -> str:
    return f"{done} of {total} sentences translated; the rest follow." if done < total else ""


def section_ref(word: str) -> Ref | None:
    """A publisher's section in English, where its word is known."""
    name = english_section(word)
    return Ref(name, f"/section/{slug_of(name)}") if name else None


def _changed(article: Article, country: str) -> Moment | None:
    published, modified = article.published_at, article.modified_at
    return moment(modified, country) if modified and published and modified > published else None


def _notices(article: Article, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in which the publisher corrects the article, as far as they are shown."""
    wanted = {f"b{index}" for index in correction_notes(article)}
    return tuple(row for row in rows if row.id in wanted) if wanted else ()


def _picture(article: Article) -> Ref | None:
    address = web_address(article.image.url) if article.image else ""
    return Ref(host_of(address), address) if address else None


def _sources(segments: Sequence[Segment], index: int) -> tuple[Sentence, ...]:
    return segments[index].sources if 0 <= index < len(segments) else ()


def _groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    return tuple(
        Group(is_list, tuple(together)) for is_list, together in groupby(rows, key=lambda row: row.kind == "item")
    )


def _points(reading: Reading, rows: Sequence[Row], sentences: Sequence[Sentence]) -> tuple[Point, ...]:
    pairs = {pair.number: pair for row in rows for pair in row.pairs}
    numbers = {sentence: i for i, sentence in enumerate(sentences, 1)}
    found = []
    for highlight in reading.highlights:
        sources = _sources(reading.translation.segments, highlight.segment)
        pair = pairs.get(numbers[min(sources)]) if sources else None
        if pair is not None:
            found.append(Point(pair.english, pair.lang, pair.direction, pair.number, pair.doubt, pair.quotes))
    return tuple(found)


def _rows(
    reading: Reading,
    sentences: Sequence[Sentence],
    allowed: Allowance,
    translated: bool,
    heard: Mapping[Quote, Heard],
    country: str,
) -> tuple[Row, ...]:
    """Make a row of each block that has sentences to show, in order."""
    article = reading.article
    numbers = {sentence: i for i, sentence in enumerate(sentences, 1)}
    told = (s for s in reading.translation.segments if translated or s.engine == OPERATOR)
    segments = {min(s.sources): s for s in told if s.sources}
    joined = {source for s in segments.values() for source in s.sources if source != min(s.sources)}
    quoted = quote_notes(reading.quotes, allowed.sentences, article.language.tag, heard) if translated else {}
    makers = {engine.version: engine.title for engine in (*reading.engines, *reading.others)}
    by_block: dict[int, list[Pair]] = {}
    last_number, gaps = 0, set()
    for sentence in sentences:
        if sentence not in allowed.sentences or sentence in joined:
            continue
        pairs = by_block.setdefault(sentence.block, [])
        if numbers[sentence] != last_number + 1 and not pairs:
            gaps.add(sentence.block)
        segment = segments.get(sentence)
        sources = segment.sources if segment else (sentence,)
        pair = _pair(article, sentence, sources, segment, numbers, len(pairs) + 1, translated)
        notes = notes_of(pair.number, segment, sources, quoted, article.language.tag, makers)
        pairs.append(replace(pair, notes=notes) if notes else pair)
        last_number = max(numbers[s] for s in sources)
    times = beginnings(article.blocks, by_block)
    return tuple(
        Row(
            f"b{index}",
            article.blocks[index].kind,
            _mark_ends(pairs, translated),
            index in gaps and not allowed.is_all,
            translated and all(pair.state is None for pair in pairs),
            item_moment(times[index], country) if index in times else None,
        )
        for index, pairs in by_block.items()
    )


def _pair(
    article: Article,
    sentence: Sentence,
    sources: Sequence[Sentence],
    segment: Segment | None,
    numbers: dict[Sentence, int],
    place: int,
    translated: bool,
) -> Pair:
    originals = tuple(
        Original(numbers[s], pieces_of(article.blocks[s.block], s.start, s.end), _gap(article.blocks[s.block], s))
        for s in sorted(sources)
    )
    own, own_direction = article.language.tag, direction(article.language.tag)
    number = numbers[sentence]
    if segment is None or segment.state == "failed" or not segment.target.strip():
        english = tuple(piece for original in originals for piece in original.pieces)
        state: SegmentState | None = (segment.state if segment else None) if translated else "passed"
        note = f"left in {tongue(own).name}" if state == "failed" else ""
        return Pair(number, place, english, own, own_direction, state, note, (), originals if translated else ())
    pieces = [piece for original in originals for piece in original.pieces if piece.text.strip()]
    english = (Piece(segment.target, "", all(p.strong for p in pieces), all(p.emphasis for p in pieces)),)
    links = tuple(dict.fromkeys(Ref(host_of(p.href), p.href) for p in pieces if p.href))[:_HOSTS_SHOWN]
    is_own = segment.state != "translated" or segment.engine == OPERATOR
    note = "corrected" if segment.engine == OPERATOR else ""
    return Pair(
        number, place, english, "en" if is_own else machine_english(own), "ltr", segment.state, note, links, originals
    )


def _mark_ends(pairs: Sequence[Pair], translated: bool) -> tuple[Pair, ...]:
    """Say `to be translated` once at the end of each run of sentences that are to come."""
    if not translated:
        return tuple(pairs)
    follow = [*pairs[1:], None]
    return tuple(
        replace(pair, note="to be translated")
        if pair.state is None and (after is None or after.state is not None)
        else pair
        for pair, after in zip(pairs, follow, strict=True)
    )


def _gap(block: Block, sentence: Sentence) -> str:
    """Give the white space after a sentence, as much of it as counts for reading."""
    after = block.text[sentence.end : sentence.end + 1]
    return " " if after.isspace() else ""


def pieces_of(block: Block, start: int, end: int) -> tuple[Piece, ...]:
    """Cut a span of a block at the edges of its marks."""
    marks = [m for m in block.marks[:_MARKS_SHOWN] if m.start < end and start < m.end and m.start < m.end]
    edges = sorted({start, end, *(min(max(edge, start), end) for m in marks for edge in (m.start, m.end))})
    found = []
    for left, right in pairwise(edges):
        here = [m for m in marks if m.start <= left and right <= m.end]
        href = next((address for m in here if m.kind == "link" and (address := web_address(m.url))), "")
        kinds = {m.kind for m in here}
        found.append(Piece(block.text[left:right], href, "strong" in kinds, "emphasis" in kinds))
    return tuple(found)


def unbroken(text: str) -> str:
    """The text with no line break at the spaces that French, and others, set before marks: `Ukraine : « Non »`."""
    return _BREAKS.sub("\u00a0", text)


def _text_of(pairs: Iterable[Pair]) -> str:
    return " ".join(piece.text.strip() for pair in pairs for piece in pair.english)


def _makers(segments: Sequence[Segment], engines: Sequence[Engine]) -> tuple[Maker, ...]:
    """What made the translation, and of how many sentences."""
    made = Counter(s.engine for s in segments if s.state == "translated" and s.engine != OPERATOR)
    return _counted(engines, made)


def _others(reading: Reading) -> tuple[Maker, ...]:
    """What made other versions of marked sentences, or put them back, and of how many."""
    made = (item for s in reading.translation.segments if is_doubtful(s) for item in (*s.alternatives, s.back) if item)
    return _counted(reading.others, Counter(item.engine for item in made))


def _counted(engines: Sequence[Engine], counts: Mapping[str, int]) -> tuple[Maker, ...]:
    """Engines with how much each made; one that was asked in several ways is one to readers."""
    sums: Counter[tuple[str, str, str, Grade]] = Counter()
    for engine in engines:
        if count := counts.get(engine.version):
            sums[engine.title, engine.licence, engine.quality, engine.grade] += count
    return tuple(Maker(*said, sentences=count) for said, count in sums.items())


def _back_note(reading: Reading) -> str:
    """Why marked sentences are not put back into the article's language, where nobody can."""
    waits = any(is_doubtful(segment) and segment.back is None for segment in reading.translation.segments)
    nobody = any(engine.version == BACK and engine.grade == "none" for engine in reading.others)
    name = tongue(reading.article.language.tag).name
    said = (
        f"No engine of this newsroom translates into {name} well enough, so marked sentences are not translated back."
    )
    return said if waits and nobody else ""


def _made_at(segments: Sequence[Segment]) -> str:
    times = [segment.made_at for segment in segments if segment.made_at]
    return moment(max(times), "").full if times else ""


# -- addresses


def web_address(url: str) -> str:
    """An http(s) URL as it is, and nothing for any other: what pages may link to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def host_of(url: str) -> str:
    """The host that a URL names, without `www.`."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
