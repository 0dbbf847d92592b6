"""What pages state of themselves is read wherever they state it."""

import json

from glosswire.intake.dom import parse
from glosswire.intake.metadata import MAX_KEYWORD, MAX_KEYWORDS, Claims, Named, Picture, read

URL = "https://zeitung.example.de/politik/armenien-100.html"


def page(head: str, *nodes: object) -> Claims:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(n)}</script>' for n in nodes)
    return read(parse(f"<html lang='de'><head>{head}{scripts}</head><body><p>x</p></body></html>"), URL)


def test_the_article_of_this_address_is_chosen_among_several() -> None:
    teaser = {
        "@type": "NewsArticle",
        "headline": "Anderes",
        "url": "https://zeitung.example.de/x",
        "author": "A",
        "image": "i",
    }
    own = {"@type": "NewsArticle", "headline": "Dieses", "mainEntityOfPage": {"@id": URL}}
    assert page("", {"@graph": [teaser, own]}).headline == "Dieses"


def test_references_within_the_graph_are_followed() -> None:
    graph = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Dieses",
                "author": {"@id": "#a"},
                "image": {"@id": "#i"},
                "publisher": {"@id": "#p"},
            },
            {"@type": "Person", "@id": "#a", "name": "Anna Abel"},
            {"@type": "ImageObject", "@id": "#i", "url": "/bild.jpg", "caption": "Der Platz", "creditText": "AFP"},
            {"@type": "Organization", "@id": "#p", "name": "Beispiel-Zeitung"},
        ]
    }
    claims = page("", graph)
    assert claims.authors == (Named("Anna Abel", True),)
    assert claims.images == (Picture("/bild.jpg", "Der Platz", "AFP"),)
    assert claims.sites == ("Beispiel-Zeitung",)


def test_broken_json_is_mended() -> None:
    markup = (
        '<script type="application/ld+json">//<![CDATA[\n{"@type":"NewsArticle","headline":"Zeile\nzwei",}\n//]]></script>'
        '<script type="application/ld+json">{nothing</script>'
    )
    assert page(markup).headline == "Zeile zwei"


def test_markup_and_entities_in_values_are_read() -> None:
    claims = page(
        "", {"@type": "Article", "headline": "Preise &amp; L&ouml;hne", "articleBody": "<p>Eins</p><p>Zwei</p>"}
    )
    assert claims.headline == "Preise & Löhne"
    assert claims.body == "Eins\nZwei"


def test_metas_are_read_in_the_spellings_of_systems() -> None:
    claims = page(
        '<meta property="og:title" content="Titel"><meta name="article.published-time" content="2023-05-22">'
        '<meta name="author" content="Anna Abel"><meta itemprop="description" content="Kurz">'
        '<meta property="article:section" content="Politik"><link rel="canonical" href="/a">'
    )
    assert (claims.og_title, claims.published, claims.meta_authors) == ("Titel", ("2023-05-22",), ("Anna Abel",))
    assert (claims.descriptions, claims.sections, claims.canonical) == (("Kurz",), ("Politik",), ("/a",))
    assert claims.languages == ("de",)


def test_keywords_are_read_in_all_their_forms_each_once() -> None:
    claims = page(
        '<meta name="news_keywords" content="Armenien, OVKS;Gipfel"><meta property="article:tag" content="armenien">'
        '<meta property="article:tag" content="ՀԱՊԿ"><meta name="keywords" content="外交、安全、https://x.example/">',
        {
            "@type": "Article",
            "headline": "T",
            "keywords": ["Pressefreiheit", {"@type": "DefinedTerm", "name": "Eriwan"}, 7],
        },
    )
    assert claims.keywords == ("Pressefreiheit", "Eriwan", "外交", "安全", "Armenien", "OVKS", "Gipfel", "ՀԱՊԿ")


def test_keywords_without_end_and_as_long_as_sentences_are_not_kept() -> None:
    many = ",".join(f"Wort {n}" for n in range(5_000))
    claims = page(f'<meta name="keywords" content="{many}"><meta name="tags" content="{"lang " * 300}">')
    assert len(claims.keywords) == MAX_KEYWORDS
    assert all(len(keyword) <= MAX_KEYWORD for keyword in claims.keywords)
    claims = page("", {"@type": "Article", "headline": "T", "keywords": [{"name": 7}, "x" * 90, ["y"], None]})
    assert claims.keywords == ("y",)


def test_microdata_serves_where_json_is_missing() -> None:
    markup = (
        '<html><body><article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Titel</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Anna Abel</b></span>'
        '<time itemprop="datePublished" datetime="2023-05-22T10:00:00Z">gestern</time></article></body></html>'
    )
    claims = read(parse(markup), URL)
    assert (claims.headline, claims.authors) == ("Titel", (Named("Anna Abel", True),))
    assert claims.published == ("2023-05-22T10:00:00Z",)


def test_hostile_json_is_survived() -> None:
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    wide = (
        '<script type="application/ld+json">'
        + json.dumps({"@graph": [{"@type": "NewsArticle"}] * 20_000})
        + "</script>"
    )
    odd = (
        '<script type="application/ld+json">'
        + json.dumps({"@type": ["NewsArticle", 3, None], "headline": {"a": 1}, "author": [[[1]]], "image": 5})
        + "</script>"
    )
    claims = page(deep + wide + odd)
    assert claims.has_article
    assert claims.authors == ()
