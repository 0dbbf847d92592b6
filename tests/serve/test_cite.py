"""A citation names the original first, and exactly what was read; no title can break out of it."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from glosswire.model import Block, Reading, SourceId
from glosswire.serve.cite import bibtex, csl_json
from tests.serve.samples import ARMENIA_DE, READINGS, SOURCE

BASE = "https://news.example/"
HOSTILE = [
    "Braces } in { titles }}",
    r"A backslash \ and \input{/etc/passwd}",
    'Some "quotes" and “others”',
    "Two\nlines\r\nand a tab\there",
    "\u202eright to left\u202c و\u200fاسم",
    "100 % of $5 & #7_a ~ ^",
    "\x00\x07 control",
    "lone \ud800 surrogate",
    "@article{evil, title={x}}",
]


def titled(title: str) -> Reading:
    article = ARMENIA_DE.article
    blocks = (Block("headline", title), *article.blocks[1:])
    return replace(ARMENIA_DE, article=replace(article, blocks=blocks, authors=(title,)))


def csl(reading: Reading) -> dict[str, Any]:
    items = json.loads(csl_json(reading, SOURCE[reading.article.source_id], BASE))
    assert len(items) == 1
    found: dict[str, Any] = items[0]
    return found


def fields(entry: str) -> dict[str, str]:
    """Read an entry as BibTeX does: braces count whether a backslash stands before them or not."""
    head, _, rest = entry.partition(",")
    assert re.fullmatch(r"@misc\{[a-z0-9-]+", head)
    found: dict[str, str] = {}
    at = 0
    while match := re.compile(r"\s*([a-z]+) = ").match(rest, at):
        at = start = match.end()
        depth = 0
        while depth or rest[at] not in ",\n":
            depth += {"{": 1, "}": -1}.get(rest[at], 0)
            assert depth >= 0
            at += 1
        found[match[1]] = rest[start:at]
        at += 1
    assert rest[at:].strip() == "}"
    return found


def test_a_citation_names_the_original_first_and_then_what_was_read() -> None:
    article = ARMENIA_DE.article
    found = fields(bibtex(ARMENIA_DE, SOURCE[article.source_id], BASE))
    assert found["title"] == f"{{{{{article.headline}}}}}"
    assert found["howpublished"] == "{Musterbote}"
    assert found["url"] == f"{{{article.url}}}"
    assert found["language"] == "{German}"
    assert "Sample engine (de–en) (sample-de)" in found["note"]
    assert f"article/{article.id}/revision/{article.revision}" in found["note"]
    assert next(iter(found)) in ("author", "title")
    assert list(found)[-1] == "note"


def test_both_forms_name_the_day_of_the_translation() -> None:
    made = max(s.made_at for s in ARMENIA_DE.translation.segments if s.made_at).date().isoformat()
    assert made in fields(bibtex(ARMENIA_DE, SOURCE[ARMENIA_DE.article.source_id], BASE))["note"]
    assert made in csl(ARMENIA_DE)["note"]


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.article.id)
def test_every_sample_can_be_cited(reading: Reading) -> None:
    item = csl(reading)
    assert item["title"] == reading.article.headline
    assert item["container-title"] == SOURCE[reading.article.source_id].name
    assert item["URL"] == reading.article.url
    fields(bibtex(reading, SOURCE[reading.article.source_id], BASE))


def test_an_article_that_nobody_translated_names_no_translator() -> None:
    reading = replace(ARMENIA_DE, translation=replace(ARMENIA_DE.translation, segments=()))
    assert "translator" not in csl(reading)
    assert "translated" not in bibtex(reading, SOURCE[reading.article.source_id], BASE)


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_out_of_its_field(title: str) -> None:
    source = replace(SOURCE[ARMENIA_DE.article.source_id], name=title, id=SourceId(title))
    entry = bibtex(titled(title), source, BASE)
    found = fields(entry)
    assert list(found)[-1] == "note"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", entry)
    assert r"\input" not in entry
    entry.encode()
    item = json.loads(csl_json(titled(title), source, BASE))[0]
    assert "\n" not in item["title"]
    assert not re.search("[\u202a-\u202e]", item["title"])
    json.dumps(item, ensure_ascii=False).encode()


@pytest.mark.parametrize("url", ["https://a.example/{x}", "https://a.example/\\b}", 'https://a.example/"\n,note={x}'])
def test_no_address_breaks_out_of_its_field(url: str) -> None:
    reading = replace(ARMENIA_DE, article=replace(ARMENIA_DE.article, url=url))
    found = fields(bibtex(reading, SOURCE[reading.article.source_id], BASE))
    assert list(found)[-1] == "note"
    assert not re.search(r"[\\\"\s]", found["url"])
