"""The command `export` says what the store holds, as far as licences let it."""

import csv
import io
import json
from dataclasses import replace
from datetime import timezone
from pathlib import Path
from typing import cast

import pytest
import typer
from lxml import etree
from typer.testing import CliRunner, Result

from glosswire.cli import export
from glosswire.errors import ConfigError
from glosswire.model import ArticleId, Block, Finding, Highlight, Segment, SourceId
from glosswire.store.store import open_store
from tests.store.newsroom import (
    DAY,
    ENGINE,
    HEADLINE,
    HOUR,
    NOON,
    english_of,
    make_article,
    spans,
    take_in,
    translate_all,
)

SOURCES = """
[[source]]
id = "{id}"
name = "{id}"
home = "https://{id}.example/"
country = "DE"
languages = ["de"]
policy = "{policy}"
"""
LONG = tuple(f"Dies ist der Satz mit der Nummer {n}." for n in range(1, 8))
XML = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A newsroom with one article of seven body sentences from a source of each policy."""
    policies = ("full", "excerpt", "headline", "none")
    (tmp_path / "sources.toml").write_text("".join(SOURCES.format(id=p, policy=p) for p in policies))
    (tmp_path / "glosswire.toml").write_text("[site]\nexcerpt_sentences = 2\n")
    with open_store(f"sqlite:///{tmp_path / 'glosswire.db'}") as store:
        for n, name in enumerate((*policies, "unlisted")):
            article = make_article(
                f"a-{name}", body=LONG, standfirst="Kurz.", source_id=SourceId(name), published_at=NOON - n * DAY
            )
            take_in(store, article)
            translate_all(store, article)
            store.save_highlights(article.id, 1, (Highlight(article.id, 1, 6, 0.9),), "v1")
    return tmp_path / "glosswire.toml"


def run(config: Path, *arguments: str) -> Result:
    cli = typer.Typer()
    export.register(cli)
    return CliRunner().invoke(cli, arguments, obj=config, catch_exceptions=False)


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def english(row: dict[str, object]) -> list[str]:
    made = row["segments"]
    assert isinstance(made, list)
    return [segment["english"] for segment in made]


def test_json_lines_hold_what_policies_let_out(config: Path) -> None:
    found = {str(row["source"]): row for row in lines(run(config))}
    assert list(found) == ["full", "excerpt", "headline"]
    assert len(english(found["full"])) == 9
    assert found["full"]["is_all"] is True
    assert english(found["headline"]) == [HEADLINE.upper()]
    shown = (HEADLINE, "Kurz.", LONG[0], LONG[1], LONG[4])
    assert english(found["excerpt"]) == [text.upper() for text in shown]
    assert found["excerpt"]["highlights"] == [4]
    assert found["excerpt"]["is_all"] is False
    assert found["full"]["published_at"] == "2023-05-22T12:00:00+00:00"


def test_the_operator_may_have_everything(config: Path) -> None:
    found = lines(run(config, "--all"))
    assert [len(english(row)) for row in found] == [9] * 5


def test_an_export_can_be_narrowed(config: Path) -> None:
    assert [row["id"] for row in lines(run(config, "--source", "excerpt"))] == ["a-excerpt"]
    assert [row["id"] for row in lines(run(config, "--since", "2023-05-21", "--until", "2023-05-21"))] == ["a-excerpt"]
    assert [row["id"] for row in lines(run(config, "--all", "--until", "2023-05-19"))] == ["a-none", "a-unlisted"]
    assert lines(run(config, "--language", "fr")) == []


def test_a_source_that_is_not_there_is_the_operators_mistake(config: Path) -> None:
    with pytest.raises(ConfigError, match="no source 'nobody'"):
        run(config, "--source", "nobody")


def test_csv_has_a_row_for_each_segment(config: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(config, "--format", "csv").stdout)))
    assert tuple(rows[0]) == export.COLUMNS
    assert [row["source"] for row in rows].count("full") == 9
    assert (rows[0]["original"], rows[0]["english"]) == (HEADLINE, HEADLINE.upper())
    assert (rows[0]["engine"], rows[0]["kind"], rows[1]["kind"]) == (ENGINE.version, "headline", "standfirst")


def test_tmx_aligns_each_segment_with_its_original(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    run(config, "--format", "tmx", "--output", str(file))
    root = etree.fromstring(file.read_bytes(), XML)
    assert (root.tag, root.get("version"), root[0].get("srclang")) == ("tmx", "1.4", "*all*")
    units = root.findall("body/tu")
    assert len(units) == 9 + 5 + 1
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(tuv.get(language), tuv.findtext("seg")) for tuv in units[0].findall("tuv")] == [
        ("de", HEADLINE),
        ("en", HEADLINE.upper()),
    ]
    assert len({unit.get("tuid") for unit in units}) == len(units)


def test_tmx_survives_text_that_is_hostile_to_xml(config: Path, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'glosswire.db'}") as store:
        hostile = make_article("hostile", headline='A < B & "C" \x00\x0b ]]> \ufffe Ende.', source_id=SourceId("full"))
        take_in(store, hostile)
        translate_all(store, hostile)
    text = run(config, "--format", "tmx").stdout
    found = etree.fromstring(text.encode(), XML).findall("body/tu/tuv/seg")
    assert any(seg.text is not None and seg.text.startswith('A < B & "C"') for seg in found)


def test_what_failed_is_no_translation_memory(config: Path, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'glosswire.db'}") as store:
        article = make_article("half", source_id=SourceId("full"), language="tr")
        take_in(store, article)
        first, second = spans(article.blocks)[:2]
        failed = Segment((second,), article.text_of(second), "failed", ENGINE.version)
        store.save_segments(article.id, 1, (english_of(article, first), failed), NOON)
    assert run(config, "-f", "tmx", "--language", "tr").stdout.count("<tu ") == 1
    (row,) = lines(run(config, "--language", "tr"))
    made = row["segments"]
    assert isinstance(made, list)
    assert [segment["state"] for segment in made] == ["translated", "failed"]


def test_every_form_carries_what_was_found(config: Path) -> None:
    finding = Finding("number", "critical", "The original says <1>; the translation says 2.")
    with open_store(f"sqlite:///{config.parent / 'glosswire.db'}") as store:
        reading = store.reading(ArticleId("a-full"))
        checked = replace(reading.translation.segments[0], findings=(finding,))
        store.save_checks(reading.article.id, 1, (checked,), (), "checks-1")
    (row,) = lines(run(config, "--source", "full"))
    assert row["checks"] == "checks-1"
    segments = row["segments"]
    assert isinstance(segments, list)
    assert segments[0]["findings"] == [
        {"kind": "number", "severity": "critical", "detail": finding.detail, "is_shown": True}
    ]
    assert segments[1]["findings"] == []
    said = f"critical number: {finding.detail}"
    first, second = list(csv.DictReader(io.StringIO(run(config, "--source", "full", "--format", "csv").stdout)))[:2]
    assert (first["findings"], second["findings"]) == (said, "")
    root = etree.fromstring(run(config, "--source", "full", "--format", "tmx").stdout.encode(), XML)
    assert [prop.text for prop in root.iter("prop") if prop.get("type") == "x-finding"] == [said]


def test_every_segment_of_a_live_ticker_has_the_time_of_its_item(config: Path) -> None:
    article = make_article("ticker", body=("Eins.", "Zwei.", "Drei."), source_id=SourceId("full"))
    times = (None, None, NOON.astimezone(timezone(HOUR)), None)
    blocks = tuple(replace(block, at=at) for block, at in zip(article.blocks, times, strict=True))
    article = replace(article, blocks=blocks)
    with open_store(f"sqlite:///{config.parent / 'glosswire.db'}") as store:
        take_in(store, article)
        translate_all(store, article)
    stated = "2023-05-22T13:00:00+01:00"
    (found,) = [line for line in lines(run(config)) if line["id"] == "ticker"]
    assert [s["item_at"] for s in cast(list[dict[str, object]], found["segments"])] == [None, None, stated, stated]
    rows = [r for r in csv.DictReader(io.StringIO(run(config, "-f", "csv").stdout)) if r["article"] == "ticker"]
    assert [row["item_at"] for row in rows] == ["", "", stated, stated]


def test_a_segment_over_two_blocks_reads_as_one(config: Path) -> None:
    article = make_article(body=("Eins.", "Zwei."))
    assert article.blocks[1] == Block("paragraph", "Eins.")
    assert export.original_of(article, spans(article.blocks)[1:]) == "Eins. Zwei."


def test_an_output_that_cannot_be_written_is_named(config: Path) -> None:
    with pytest.raises(ConfigError, match="--output"):
        run(config, "--output", "/nowhere/at/all")
