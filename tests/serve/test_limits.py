"""Readers are told what the checks do not tell."""

import json
import re
from dataclasses import replace
from pathlib import Path

from glosswire.config import default_config
from glosswire.model import Language
from glosswire.serve.app import make_app
from glosswire.serve.limits import FAULTS, all_limits, limits_of, withheld_of
from glosswire.text.reach import tables
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import APOLLO, NOW, READINGS, SOURCES

ARTICLE = APOLLO.article


def in_language(tag: str, headline: str) -> tuple[str, ...]:
    blocks = (replace(ARTICLE.blocks[0], text=headline), *ARTICLE.blocks[1:])
    return limits_of(replace(ARTICLE, language=Language(tag), blocks=blocks))


def reader() -> Reader:
    return Reader(make_app(FakeStore([*READINGS, APOLLO]), default_config(Path()), SOURCES, lambda: NOW))


def test_every_kind_that_can_be_withheld_has_its_words() -> None:
    kinds = {item.kind for tag in tables("rates") for item in withheld_of(replace(ARTICLE, language=Language(tag)))}
    assert kinds <= set(FAULTS)


def test_the_page_explains_the_line_on_demand() -> None:
    page = reader().get("/article/apollo-11").text
    found = re.search(r'<details class="limits">(.*?)</details>', page, re.DOTALL)
    assert found is not None
    assert all(line in found[1] for line in limits_of(ARTICLE))
    assert '<a href="/trust#languages">' in found[1]


def test_a_language_in_which_a_kind_is_not_shown_says_which() -> None:
    lines = in_language("hy", "Հայաստան")
    assert any(line.startswith("Not looked for in Armenian: ") and FAULTS["shift"] in line for line in lines)


def test_a_language_that_was_not_measured_says_so() -> None:
    lines = in_language("rue", "Новинка")
    assert "was not measured in Rusyn itself" in lines[-1]
    assert any("not shown in Rusyn" in line and FAULTS["name"] in line for line in lines)


def test_an_article_in_english_or_left_in_its_language_explains_no_checks() -> None:
    asks = reader()
    assert 'class="limits"' not in asks.get("/article/artemis").text
    assert 'class="limits"' not in asks.get("/article/hayastan-hapk").text
    assert json.loads(asks.get("/api/article/artemis").body)["translation"]["checks"]["withheld"] == []


def test_programs_are_told_the_same() -> None:
    checks = json.loads(reader().get("/api/article/apollo-11").body)["translation"]["checks"]
    assert checks["is_measured"] is True
    assert checks["withheld"] == [{"kind": item.kind, "shown": item.how} for item in withheld_of(ARTICLE)]


def test_the_page_of_trust_has_every_measured_language() -> None:
    page = reader().get("/trust").text
    assert len(all_limits()) == len(tables("rates"))
    assert page.count('<th scope="row">') >= len(all_limits())
    assert 'id="languages"' in page
