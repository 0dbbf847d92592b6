"""Stories for programs: trends, stories, topics, front pages and what is like an article, each with the parts of its score."""

from collections.abc import Iterable, Mapping

from glosswire.model import Copy, Edition, ScorePart
from glosswire.serve.answer import Data
from glosswire.serve.api import Fields, as_json, limit_of, listing_fields, time_of, topic_fields
from glosswire.serve.compared import KINDS
from glosswire.serve.gather import Gathered
from glosswire.serve.lists import Listed
from glosswire.serve.reasons import by_name, end_of, why_it_rises, why_liked
from glosswire.serve.stories import Frozen, Stories, title_of
from glosswire.serve.story_views import CellView, Compared, SaidView, SpeakerView

_KINDS = {title: kind for kind, title in KINDS.items()}


def list_trends(stories: Stories, base: str) -> Data:
    """List what rises, the most first."""
    found = stories.rising()
    until = next((end_of(by_name(item.trend.parts)) for item in found), None)
    told: list[Fields] = [
        {
            "rank": rank,
            "score": round(item.trend.score, 4),
            "parts": parts_fields(item.trend.parts),
            "reason": why_it_rises(by_name(item.trend.parts)),
            "hours": list(item.trend.hours),
            "story": story_fields(item.story, base),
        }
        for rank, item in enumerate(found, 1)
    ]
    return as_json({"until": time_of(until) if until else None, "trends": told})


def list_stories(stories: Stories, asked: Mapping[str, str], base: str) -> Data:
    """List stories with several reports, the latest news first; Refusal(400) for a limit that is none."""
    found, older = stories.shared(limit_of(asked), asked.get("before", ""))
    return as_json({"stories": [story_fields(gathered, base) for gathered in found], "next": older or None})


def show_story(stories: Stories, found: Gathered, base: str) -> Data:
    """Tell of one story with all its reports, as far as they are shown."""
    copies = stories.copies(found)
    reports = [_report(item, found, copies.get(item.listing.id), base) for item in found.items]
    compared = stories.compared(found)
    told: Fields = {
        **story_fields(found, base),
        "lead_parts": parts_fields(found.story.lead_parts),
        "reports": reports,
        "facts": _facts(compared),
        "speakers": [_speaker(speaker) for speaker in compared.speakers],
        "not_compared": compared.left,
        "not_listed": max(0, found.counted.texts + found.counted.carriers - len(reports)),
    }
    return as_json(told)


def list_topics(stories: Stories, base: str) -> Data:
    """List all topics with the counts of the last week."""
    rows = [{**topic_fields(label, base), "articles": count} for label, count in stories.counts()]
    return as_json({"topics": rows})


def show_topic(stories: Stories, code: str, asked: Mapping[str, str], base: str) -> Data:
    """List the articles on one topic; raises Missing, and Refusal(400) for a limit that is none."""
    label = stories.label_of(code)
    found = stories.on_topic(label, limit_of(asked), asked.get("before", ""))
    articles = [listing_fields(item, base) for item in found.items]
    return as_json({"topic": topic_fields(label, base), "articles": articles, "next": found.older or None})


def list_editions(stories: Stories, asked: Mapping[str, str], base: str) -> Data:
    """List front pages, the last one first; Refusal(400) for a limit that is none."""
    found, older = stories.some_editions(limit_of(asked), asked.get("before", ""))
    return as_json({"editions": [_edition(edition, base) for edition in found], "next": older or None})


def show_edition(stories: Stories, edition_id: str, base: str) -> Data:
    """Tell what stood on a front page, and why; raises Missing or NotFound."""
    frozen = stories.frozen(edition_id)
    return as_json({**_edition(frozen.edition, base), "sections": _sections(frozen, base)})


def show_related(stories: Stories, article_id: str, base: str) -> Data:
    """Tell what readers of an article may like, and its story; raises Missing or NotFound."""
    of = stories.item_of(article_id)
    story = stories.story_of(of.listing.id)
    told: list[Fields] = [
        {
            "score": round(found.related.score, 4),
            "parts": parts_fields(found.related.parts),
            "reason": why_liked(by_name(found.related.parts), of, found.item),
            "topic": topic_fields(found.label, base) if found.label else None,
            "article": listing_fields(found.item, base),
        }
        for found in stories.liked(of)
    ]
    return as_json({"article": of.listing.id, "story": story_fields(story, base) if story else None, "related": told})


# -- the shapes


def story_fields(found: Gathered, base: str) -> Fields:
    """A story as lists tell it; what is counted is what is shown, copies apart."""
    counted = found.counted
    return {
        "id": found.story.id,
        "page": f"{base}/story/{found.story.id}",
        "opened_at": time_of(counted.first),
        "updated_at": time_of(counted.last),
        "texts": counted.texts,
        "carriers": counted.carriers,
        "sources": counted.sources,
        "languages": list(found.languages),
        "countries": list(found.countries),
        "lead": listing_fields(found.lead, base),
    }


def parts_fields(parts: Iterable[ScorePart]) -> list[Fields]:
    """The parts of a score."""
    return [{"name": part.name, "value": round(part.value, 4)} for part in parts]


def _report(item: Listed, found: Gathered, copy: Copy | None, base: str) -> Fields:
    head = next(text for text in found.texts if item is text.item or item in text.carriers)
    is_copy = item is not head.item
    return {
        "article": listing_fields(item, base),
        "copy_of": head.item.listing.id if is_copy else None,
        "share": round(copy.share, 4) if copy and is_copy else None,
        "agency": head.agency or None,
    }


def _facts(compared: Compared) -> list[Fields]:
    """What reports say of one thing, several of them first."""
    several: list[Fields] = [
        {
            "state": part.state,
            "kind": _KINDS[row.kind],
            "about": row.about,
            "cells": [
                _cell(head.id, cell) for head, cells in zip(compared.heads, row.cells, strict=True) for cell in cells
            ],
        }
        for part in compared.parts
        for row in part.rows
    ]
    alone: list[Fields] = [
        {"state": "one", "kind": _KINDS[kind], "about": cell.said, "cells": [_cell(row.line.id, cell)]}
        for row in compared.only
        for kind, cell in row.facts
    ]
    return several + alone


def _cell(article_id: str, cell: CellView) -> Fields:
    return {"article": article_id, "sentence": cell.number, "said": cell.said, "in_doubt": cell.is_doubted}


def _speaker(speaker: SpeakerView) -> Fields:
    return {"name": speaker.name, "sayings": [[_said(said) for said in saying] for saying in speaker.sayings]}


def _said(said: SaidView) -> Fields:
    own = said.own or said.english
    return {
        "article": said.line.id,
        "sentence": said.number,
        "speaker": said.speaker,
        "text": {"text": said.english.text, "language": said.english.lang},
        "original": {"text": own.text, "language": own.lang},
    }


def _edition(edition: Edition, base: str) -> Fields:
    return {"id": edition.id, "page": f"{base}/edition/{edition.id}", "made_at": time_of(edition.made_at)}


def _sections(frozen: Frozen, base: str) -> list[Fields]:
    return [
        {
            "name": name,
            "title": title_of(name),
            "placed": [
                {
                    "story": standing.placed.story_id,
                    "score": round(standing.placed.score, 4),
                    "parts": parts_fields(standing.placed.parts),
                    "article": listing_fields(standing.item, base),
                }
                for standing in found
            ],
        }
        for name, found in frozen.parts
    ]
