"""Topics come from what the publisher says, in its own words; what says nothing leaves an article unsorted."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from glosswire.model import Article, ArticleId, Block, Language, SourceId
from glosswire.stories.embed import SIZE
from glosswire.stories.topics import LEAST_SURE, Topics, languages, topics


def article(
    section: str = "",
    language: str = "en",
    url: str = "https://www.example.org/2024/05/a-headline",
    keywords: tuple[str, ...] = (),
    headline: str = "?",
) -> Article:
    block = Block("headline", headline)
    at = datetime(2024, 5, 1, tzinfo=UTC)
    return Article(
        ArticleId("a"),
        SourceId("s"),
        url,
        (block,),
        Language(language, 1.0),
        at,
        "f",
        section=section,
        keywords=keywords,
    )


def slugs(found: Article) -> list[str]:
    return [topics()[topic.code].slug for topic in Topics().of(found)]


def test_the_table_has_the_17_topics_in_order() -> None:
    codes = list(topics())
    assert len(codes) == 17
    assert codes == sorted(codes)
    assert codes[0] == "medtop:01000000"
    assert codes[-1] == "medtop:17000000"
    assert topics()["medtop:15000000"].name == "sport"


@pytest.mark.parametrize(
    ("language", "section", "slug"),
    [
        ("de", "Sport/Fußball", "sport"),
        ("de", "Feuilleton", "arts"),
        ("fr", "Économie", "economy"),
        ("es", "Deportes", "sport"),
        ("nl", "Gezondheid", "health"),
        ("en", "News > Science & Tech", "science"),
        ("en", "Politics & Government", "politics"),
        ("de", "Biathlon, Wintersport", "sport"),
        ("ru", "Наука и техника", "science"),
        ("el", "Πολιτική", "politics"),
        ("tr", "Spor&Skor", "sport"),
        ("ar", "اقتصاد", "economy"),
        ("he", "בריאות", "health"),
        ("hi", "खेल", "sport"),
        ("bn", "রাজনীতি", "politics"),
        ("ta", "கல்வி", "education"),
        ("th", "เศรษฐกิจ", "economy"),
        ("ka", "პოლიტიკა", "politics"),
        ("hy", "Մշակույթ", "arts"),
        ("zh-Hant", "體育", "sport"),
        ("ja", "科学・技術", "science"),
        ("ko", "사건·사고", "crime"),
        ("vi", "Thể thao", "sport"),
        ("ms", "Sukan", "sport"),
    ],
)
def test_a_section_says_its_topic_in_its_language(language: str, section: str, slug: str) -> None:
    assert slugs(article(section, language))[0] == slug


@pytest.mark.parametrize("section", ["News", "World", "Local", "Opinion", "Nachrichten", "Monde", "", "/", "Homepage"])
def test_a_section_of_no_topic_says_none(section: str) -> None:
    assert slugs(article(section)) == slugs(article(section, "de")) == slugs(article(section, "fr")) == []


@pytest.mark.parametrize(
    ("language", "url", "slug"),
    [
        ("de", "https://www.example.org/kapitalmaerkte/steigende-zinsen", "economy"),
        ("de", "https://www.example.org/banken-finanzen/wero", "economy"),
        ("fr", "https://www.example.org/economie/2024/a", "economy"),
        ("zh-Hans", "http://politics.example.com/n1/2024/a.html", "politics"),
        ("sv", "https://example.org/n%C3%B6je/film/a", "arts"),
    ],
)
def test_the_folders_and_the_host_of_an_address_say_topics(language: str, url: str, slug: str) -> None:
    assert slugs(article("", language, url)) == [slug]


def test_the_last_part_of_an_address_is_a_headline_and_says_nothing() -> None:
    assert slugs(article("", "en", "https://www.example.org/news/sport")) == []
    assert slugs(article("", "en", "https://sport")) == []


def test_one_keyword_is_not_enough_but_three_are() -> None:
    assert slugs(article(keywords=("Cancer",))) == []
    assert slugs(article(keywords=("Cancer", "Hospital", "Berlin", "Vaccines"))) == ["health"]


def test_a_section_outweighs_keywords_and_two_topics_are_kept() -> None:
    found = Topics().of(article("Sport", keywords=("fraud", "court", "police", "economy", "bank", "inflation")))
    assert len(found) == 2
    assert found[0].code == "medtop:15000000"
    assert found[0].confidence > found[1].confidence >= LEAST_SURE


def test_there_are_words_of_43_languages_and_more_in_their_scripts() -> None:
    assert slugs(article("ᲡᲞᲝᲠᲢᲘ", "ka")) == ["sport"]
    assert len(languages()) >= 43


def test_a_language_without_words_of_its_own_is_read_by_what_others_agree_on() -> None:
    assert slugs(article("Kultur", "gsw")) == ["arts"]


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=5))
def test_whatever_a_page_says_confidences_are_chances_and_the_surest_is_first(
    section: str, path: str, keywords: list[str]
) -> None:
    given = replace(article(section, "de"), url=f"https://example.org/{path}", keywords=tuple(keywords))
    found = [topic.confidence for topic in Topics().of(given)]
    assert found == sorted(found, reverse=True)
    assert all(LEAST_SURE <= each <= 1 for each in found)


def test_the_table_loads_neither_numpy_nor_an_encoder() -> None:
    code = "import sys; from glosswire.stories.topics import topics; topics(); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


def test_words_of_the_text_sort_it_where_nothing_else_does() -> None:
    text = "Der Trainer der Bundesliga lobt den Torwart und den Stürmer nach dem Halbfinale"
    assert slugs(article(language="de", headline=text)) == ["sport"]
    assert slugs(article(language="de", headline="Der Trainer kommt")) == []


def test_english_words_sort_a_text_whose_language_has_none() -> None:
    found = Topics().of(
        article(language="ta", headline="?"), "Earthquake: rescuers and firefighters search for survivors"
    )
    assert [topics()[topic.code].slug for topic in found] == ["disaster"]


def test_a_paragraph_of_any_length_is_read_as_far_as_others() -> None:
    class Asked:
        letters = 0

        def embed(self, texts: list[str]) -> NDArray[np.float32]:
            self.letters += sum(map(len, texts))
            return np.ones((len(texts), SIZE), dtype=np.float32)

    asked = Asked()
    made = article(language="de")
    long = tuple(Block("paragraph", "Berlin " * 100_000) for _ in range(9))
    Topics(asked).of(replace(made, blocks=(*made.blocks, *long)))  # type: ignore[arg-type]
    assert asked.letters < 5_000
