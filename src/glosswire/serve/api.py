"""The newsroom for programs: articles, their sentences with findings, and corrections, as JSON of a stable shape.

What docs/reference/api.md and static/openapi.json say of a field holds for as long as the address has no version in it:
fields may be added, none is taken away or given another meaning.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from glosswire.model import Alternative, Article, Back, Correction, Engine, Finding, Quote, Segment, Sentence, SourceId
from glosswire.serve.answer import Data, Refusal
from glosswire.serve.history import Corrected
from glosswire.serve.items import beginnings
from glosswire.serve.limits import withheld_of
from glosswire.serve.lists import ALL, Listed, Opened, Wanted, cursor
from glosswire.serve.marks import judge, shown_findings
from glosswire.serve.pages import Paper
from glosswire.serve.present import Permitted, is_in_english, line, offset_of, permit, web_address
from glosswire.serve.tongues import country_name, local_time, tongue
from glosswire.stories.topics import Label
from glosswire.text.reach import is_measured

JSON = "application/json; charset=utf-8"
_MOST = 100  # articles in one answer
_USUAL = 30
_LIMIT = re.compile(r"[1-9][0-9]{0,2}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Fields = dict[str, object]


def list_articles(paper: Paper, asked: Mapping[str, str], base: str) -> Data:
    """List the latest articles, by language, source, section and day; Refusal(400) for what cannot be asked."""
    wanted = _wanted(paper, asked)
    found = paper.find(limit_of(asked), cursor(asked.get("before", "")), wanted)
    return as_json({"articles": [listing_fields(item, base) for item in found.items], "next": found.older or None})


def show_article(paper: Paper, article_id: str, revision: int | None, base: str) -> Data:
    """Tell all that may be told of an article."""
    opened = paper.open(article_id, revision)
    fields = article_fields(opened, permit(opened.reading, opened.source, paper.excerpt_sentences), base)
    topics: list[Fields] = [
        {**topic_fields(label, base), "confidence": round(confidence, 4)}
        for label, confidence in paper.stories.topics_of(opened.reading.article.id)
    ]
    return as_json({**fields, "topics": topics})


def list_corrections(found: tuple[Corrected, ...], older: str, base: str) -> Data:
    """List what was corrected, the newest first."""
    return as_json({"corrections": [_correction(item, base) for item in found], "next": older or None})


def problem(status: int, title: str, detail: str) -> Data:
    """Say what went wrong, as RFC 9457 has it."""
    text = json.dumps({"title": title, "status": status, "detail": detail}, ensure_ascii=False)
    return Data(text, "application/problem+json", status)


def as_json(fields: Fields) -> Data:
    """Write fields as they are sent; lone surrogates become question marks on the way out."""
    return Data(json.dumps(fields, ensure_ascii=False, separators=(",", ":")), JSON)


def limit_of(asked: Mapping[str, str]) -> int:
    """How many of a list are asked for; Refusal(400) where that is no number."""
    limit = asked.get("limit", "")
    if limit and not _LIMIT.fullmatch(limit):
        raise Refusal(400)
    return min(int(limit or _USUAL), _MOST)


def _wanted(paper: Paper, asked: Mapping[str, str]) -> Wanted:
    if not any(asked.get(name) for name in ("language", "source", "section", "day")):
        return ALL
    day = asked.get("day", "")
    try:
        on = date.fromisoformat(day) if _DAY.fullmatch(day) else None
    except ValueError:
        on = None
    if day and on is None:
        raise Refusal(400)
    source_id = asked.get("source", "")
    slug = asked.get("section", "")
    return Wanted(
        asked.get("language") or None,
        SourceId(paper.roll.of(source_id).id) if source_id else None,
        paper.section_of(slug).words if slug else (),
        on,
    )


# -- the shapes


def listing_fields(item: Listed, base: str) -> Fields:
    """One article as lists tell it."""
    listing, source = item.listing, item.source
    shown = line(listing, source)
    return {
        "id": listing.id,
        "revision": listing.revision,
        "page": f"{base}/article/{listing.id}",
        "original": web_address(listing.url),
        "source": {
            "id": source.id,
            "name": source.name,
            "country": source.country,
            "country_name": country_name(source.country),
        },
        "language": listing.language,
        "language_name": tongue(listing.language).name,
        "section": listing.section,
        "published_at": time_of(listing.published_at),
        "fetched_at": time_of(listing.fetched_at),
        "headline": {"text": shown.headline.text, "language": shown.headline.lang},
        "original_headline": listing.original_headline,
        "standfirst": (
            {"text": shown.standfirst.text, "language": shown.standfirst.lang} if shown.standfirst else None
        ),
        "translation": {
            "is_machine": not is_in_english(listing.language) and listing.grade != "none",
            "grade": listing.grade,
            "done": listing.done,
            "sentences": listing.sentences,
            "headline_in_doubt": shown.in_doubt,
        },
    }


def topic_fields(label: Label, base: str) -> Fields:
    """A topic by IPTC's code, with its page."""
    return {"code": label.code, "name": label.name, "page": f"{base}/topic/{label.slug}"}


def article_fields(opened: Opened, permitted: Permitted, base: str) -> Fields:
    """One revision of an article, as far as its source's policy goes."""
    reading, source = opened.reading, opened.source
    article, translation = reading.article, reading.translation
    numbers = {sentence: number for number, sentence in enumerate(reading.sentences, 1)}
    is_machine = not is_in_english(article.language.tag) and translation.grade != "none"
    verdict = judge(translation, tongue(article.language.tag).name)
    image = article.image if permitted.has_picture else None
    return {
        "id": article.id,
        "revision": article.revision,
        "revisions": reading.revisions,
        "page": f"{base}/article/{article.id}",
        "original": web_address(article.url),
        "source": {
            "id": source.id,
            "name": source.name,
            "home": web_address(source.home),
            "country": source.country,
            "owner": source.owner,
            "policy": source.policy,
        },
        "language": article.language.tag,
        "language_name": tongue(article.language.tag).name,
        "section": article.section,
        "authors": list(article.authors),
        "agency": list(article.agency),
        "published_at": _time_or_none(article.published_at),
        "modified_at": _time_or_none(article.modified_at),
        "fetched_at": time_of(article.fetched_at),
        "image": {"url": web_address(image.url), "caption": image.caption, "credit": image.credit} if image else None,
        "is_all": permitted.is_all,
        "sentences": [
            {
                "number": numbers[sentence],
                "block": sentence.block,
                "kind": article.blocks[sentence.block].kind,
                "text": article.text_of(sentence),
            }
            for sentence in permitted.sentences
        ],
        "items": _items(article, permitted, numbers, source.country),
        "translation": {
            "is_machine": is_machine,
            "grade": translation.grade,
            "done": len(translation.segments),
            "sentences": translation.sentences,
            "checks": {
                "version": translation.checks,
                "is_complete": verdict.is_complete,
                "passed": verdict.passed,
                "marked": verdict.marked,
                "text": verdict.text if is_machine else "",
                "is_measured": is_measured(article.language.tag),
                "withheld": [{"kind": item.kind, "shown": item.how} for item in withheld_of(article)],
            },
            "engines": [_engine(engine) for engine in reading.engines],
            "other_engines": [_engine(engine) for engine in reading.others],
        },
        "segments": [_segment(segment, numbers) for segment in permitted.segments],
        "highlights": [{"sentence": numbers[min(h.sentences)], "score": h.score} for h in permitted.highlights],
        "quotes": [_quote(quote, numbers) for quote in permitted.quotes],
        "citation": {
            "bibtex": f"{base}/article/{article.id}/cite.bib?revision={article.revision}",
            "csl_json": f"{base}/article/{article.id}/cite.json?revision={article.revision}",
        },
    }


def _items(article: Article, permitted: Permitted, numbers: Mapping[Sentence, int], country: str) -> list[Fields]:
    """The items of a live ticker, each with its time and the first of its sentences that may be told."""
    first = {s.block: numbers[s] for s in reversed(permitted.sentences)}
    begun = beginnings(article.blocks, sorted(first))
    return [
        {"sentence": first[block], "block": block, "at": time_of(at), "utc_offset": _offset_or_none(at, country)}
        for block, at in begun.items()
    ]


def _offset_or_none(at: datetime, country: str) -> str | None:
    local = local_time(at, country)
    return offset_of(local) if local else None


def _engine(engine: Engine) -> Fields:
    return {
        "version": engine.version,
        "title": engine.title,
        "licence": engine.licence,
        "grade": engine.grade,
        "quality": engine.quality,
    }


def _segment(segment: Segment, numbers: Mapping[Sentence, int]) -> Fields:
    return {
        "sentences": sorted(numbers[sentence] for sentence in segment.sources),
        "text": segment.target,
        "state": segment.state,
        "engine": segment.engine,
        "score": segment.score,
        "made_at": _time_or_none(segment.made_at),
        "findings": [_finding(finding) for finding in shown_findings(segment)],
        "alternatives": [_alternative(alternative) for alternative in segment.alternatives],
        "back": _back(segment.back) if segment.back else None,
    }


def _alternative(alternative: Alternative) -> Fields:
    return {
        "text": alternative.target,
        "engine": alternative.engine,
        "way": alternative.way,
        "findings": [_finding(finding) for finding in shown_findings(alternative)],
    }


def _back(back: Back) -> Fields:
    return {"text": back.text, "engine": back.engine, "made_at": time_of(back.made_at)}


def _finding(finding: Finding) -> Fields:
    return {"kind": finding.kind, "severity": finding.severity, "detail": finding.detail}


def _quote(quote: Quote, numbers: Mapping[Sentence, int]) -> Fields:
    return {
        "sentences": sorted(numbers[sentence] for sentence in quote.sentences if sentence in numbers),
        "text": quote.text,
        "speaker": quote.speaker,
        "spoken_in": quote.spoken_in,
        "provenance": quote.provenance,
        "reason": quote.reason,
    }


def _correction(item: Corrected, base: str) -> Fields:
    correction: Correction = item.correction
    return {
        "number": correction.number,
        "article": correction.article_id,
        "revision": correction.revision,
        "sentence": correction.position + 1,
        "page": f"{base}{item.href}",
        "language": item.tongue.tag,
        "source": item.outlet.name,
        "original": correction.source if item.is_shown else None,
        "before": correction.before if item.is_shown else None,
        "after": correction.after if item.is_shown else None,
        "note": correction.note if item.is_shown else None,
        "at": time_of(correction.at),
    }


def time_of(at: datetime) -> str:
    """A time in UTC to the millisecond."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _time_or_none(at: datetime | None) -> str | None:
    return time_of(at) if at else None
