"""A page becomes an article: its words in their order and kinds, and nothing beside them."""

import json
import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosswire.errors import GlosswireError, UnknownLanguage
from glosswire.intake.extract import Hint, extract
from glosswire.intake.urls import identity
from glosswire.model import Article, Page, SourceId
from tests.intake.pages import HINT, a_page, paragraph, prose

TITLE = "Rat erhöht die Mittel für Schulen"
LEAD = "Der Haushalt des kommenden Jahres ist beschlossen: Es gibt mehr Geld für Schulen und eine neue Brücke."


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in article.blocks]


def texts(article: Article) -> list[str]:
    return [b.text for b in article.blocks]


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_blocks_keep_their_order_and_kinds() -> None:
    body = (
        f"<article><h1>{TITLE}</h1><p class='lead'>{LEAD}</p><p>{paragraph(0)}</p><h2>Eine neue Brücke</h2>"
        f"<p>{paragraph(1)}</p><figure><img src=b.jpg><figcaption>Die Brücke im Mai</figcaption></figure>"
        f"<blockquote><p>Das ist ein guter Tag für die Stadt und ihre Kinder.</p></blockquote>"
        f"<ul><li>Achtzig neue Wohnungen entstehen.</li><li>Vier Züge fahren in der Stunde.</li></ul><p>{paragraph(2)}</p></article>"
    )
    assert kinds(extract(a_page(body), HINT)) == [
        ("headline", TITLE),
        ("standfirst", LEAD),
        ("paragraph", paragraph(0)),
        ("heading", "Eine neue Brücke"),
        ("paragraph", paragraph(1)),
        ("caption", "Die Brücke im Mai"),
        ("quote", "Das ist ein guter Tag für die Stadt und ihre Kinder."),
        ("item", "Achtzig neue Wohnungen entstehen."),
        ("item", "Vier Züge fahren in der Stunde."),
        ("paragraph", paragraph(2)),
    ]


ASIDES = [
    "<div class='teaser-list'><h3>Auch das noch</h3><p>Ein Anriss zu einer ganz anderen Meldung aus einem anderen Ort, lang genug für Prosa.</p></div>",
    "<p><strong>Lesen Sie auch:</strong> <a href='/x'>Eine andere Meldung aus dem Ort</a></p>",
    "<p>Читайте также: <a href='/x'>Другая новость из города</a></p>",
    "<p><a href='/x'>Mehr zum Thema: Die Brücke über den Fluss und ihre lange Geschichte</a></p>",
    "<div class='share-bar'><p>Teilen Sie diesen Artikel mit Ihren Freunden und allen, die es sonst noch wissen wollen.</p></div>",
    "<aside class='newsletter'><p>Bestellen Sie unseren Brief, der Sie an jedem Morgen mit allem versorgt, was wichtig ist.</p></aside>",
    "<p>Abonnieren Sie unseren Newsletter: Für unseren täglichen Newsletter können Sie sich hier anmelden.</p>",
    "<div id='ad-slot-3'><p>Anzeige: Dieses Gerät kostet heute nur die Hälfte und ist ein Schnäppchen für alle Leser.</p></div>",
    "<div class='embed'><p>An dieser Stelle findest du einen externen Inhalt, der den Artikel ergänzt und den du sehen kannst.</p></div>",
    "<section class='comments'><p>Ich finde, dass der Rat hier alles falsch gemacht hat, und das schon seit vielen Jahren.</p></section>",
    "<div class='author-bio'><p>Unsere Redakteurin schreibt seit zehn Jahren über Haushalte, Brücken und den Verkehr im Tal.</p></div>",
    "<footer><p>Alle Inhalte dieser Seite sind geschützt und dürfen nicht ohne Erlaubnis verbreitet werden, auch nicht in Teilen.</p></footer>",
    f"<p>{paragraph(1)}</p>",
    "<section><h3>Der Rat am Morgen</h3><p>Meinungsstark und an jedem Tag in Ihrem Postfach, von unserer Redaktion.</p>"
    "<p>Mit meiner Anmeldung zum Newsletter stimme ich den Bedingungen zu.</p></section>",
    "<div class='sticky-player'><h3>Folge eins: Über Brücken</h3><p><a href='/p'>Zum Podcast</a></p></div>",
    "<p>Publié le 22 mai 2023 à 08:01</p>",
]


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize("place", ["within", "behind"])
def test_what_stands_beside_an_article_is_left_out(aside: str, place: str) -> None:
    within, behind = (aside, "") if place == "within" else ("", aside)
    body = f"<article><h1>{TITLE}</h1>{prose(3)}{within}<p>{paragraph(3)}</p><p>{paragraph(4)}</p>{behind}</article>"
    assert texts(extract(a_page(body), HINT)) == [TITLE, *map(paragraph, range(5))]


def test_a_standfirst_that_is_the_first_paragraph_stands_once() -> None:
    body = f"<article><h1>{TITLE}</h1><h2 class='intro'>{paragraph(0)}</h2>{prose(5)}</article>"
    assert texts(extract(a_page(body), HINT)).count(paragraph(0)) == 1


def test_a_description_that_is_no_beginning_is_the_standfirst() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", head), HINT).standfirst == LEAD
    hint = Hint(SourceId("beispiel"), summary=f"<p>{LEAD}</p>")
    assert extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>"), hint).standfirst == LEAD
    cut = f'<meta name="description" content="{LEAD[:-1]} …">'
    assert extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", cut), HINT).standfirst == ""


def test_what_a_paywall_leaves_free_and_what_it_hides_are_one_text() -> None:
    body = f"<article><h1>{TITLE}</h1><p>{paragraph(0)}</p><div class='paid-content'>{prose(5)[len(f'<p>{paragraph(0)}</p>') :]}</div></article>"
    assert texts(extract(a_page(body), HINT)) == [TITLE, *map(paragraph, range(5))]


def test_old_pages_without_paragraphs_are_read() -> None:
    body = f"<table><tr><td><a href=/>Start</a></td><td><h1>{TITLE}</h1>{'<br><br>'.join(map(paragraph, range(5)))}</td></tr></table>"
    assert texts(extract(a_page(body), HINT)) == [TITLE, *map(paragraph, range(5))]


def test_a_body_that_is_only_stated_is_taken() -> None:
    stated = ld(headline=TITLE, articleBody="\n".join(map(paragraph, range(5))))
    assert texts(extract(a_page("<div id=app></div>", stated), HINT)) == [TITLE, *map(paragraph, range(5))]


def test_a_live_blog_s_posts_are_its_body() -> None:
    posts = "".join(f"<article class='post'><h3>{n}.15 Uhr</h3><p>{paragraph(n)}</p></article>" for n in range(6))
    assert texts(extract(a_page(f"<main><h1>{TITLE}</h1>{posts}</main>"), HINT))[2::2] == list(map(paragraph, range(6)))


def test_links_are_resolved_and_tracking_is_dropped() -> None:
    body = f"<article><h1>{TITLE}</h1><p>Das steht in <a href='/b?utm_source=x'>einem Bericht</a> der Stadt, den sie am Montag gezeigt hat.</p>{prose(4)}</article>"
    block = extract(a_page(body), HINT).blocks[1]
    assert [(block.text[m.start : m.end], m.url) for m in block.marks] == [
        ("einem Bericht", "https://zeitung.example.de/b")
    ]


def test_agencies_are_data_and_not_text() -> None:
    head = ld(
        headline=TITLE, author=[{"@type": "Person", "name": "Anna Abel"}, {"@type": "Organization", "name": "dpa"}]
    )
    body = f"<article><h1>{TITLE}</h1>{prose(4)}<p>Das sagte er am <b>Montag im Rat</b>. (dpa/AFP)</p></article>"
    article = extract(a_page(body, head), HINT)
    assert (article.authors, article.agency) == (("Anna Abel",), ("dpa", "AFP"))
    assert article.blocks[-1].text == "Das sagte er am Montag im Rat."


def test_a_last_line_that_is_all_credit_goes() -> None:
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(4)}<p>Quelle: Reuters</p></article>"), HINT)
    assert article.agency == ("Reuters",)
    assert article.blocks[-1].text == paragraph(3)


def test_what_the_end_says_of_the_author_is_left_out() -> None:
    body = f"<article><h1>{TITLE}</h1>{prose(5)}<p>Anna Abel ist Korrespondentin und berichtet seit Jahren aus dem Rat.</p></article>"
    article = extract(a_page(body, ld(headline=TITLE, author="Anna Abel")), HINT)
    assert article.blocks[-1].text == paragraph(4)


def test_times_keep_their_zones() -> None:
    head = ld(headline=TITLE, datePublished="2023-05-22T18:16:00+02:00", dateModified="2023-05-22T19:00:00Z")
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(4)}</article>", head), HINT)
    assert article.published_at == datetime(2023, 5, 22, 16, 16, tzinfo=UTC)
    assert article.published_at.isoformat().endswith("+02:00")
    assert article.modified_at == datetime(2023, 5, 22, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "hinted", "expected"),
    [
        ("<time datetime='2023-05-21T10:00:00Z'>gestern</time>", None, "2023-05-21"),
        ("<p>Stand: 20.05.2023, 10:00 Uhr</p>", None, "2023-05-20"),
        ("", datetime(2023, 5, 19, 8, tzinfo=UTC), "2023-05-19"),
        ("<time datetime='2031-01-01T10:00:00Z'>bald</time>", datetime(2023, 5, 19, 8, tzinfo=UTC), "2023-05-19"),
    ],
)
def test_a_page_without_metas_is_dated_by_what_it_shows(shown: str, hinted: datetime | None, expected: str) -> None:
    hint = Hint(SourceId("beispiel"), published_at=hinted)
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{shown}{prose(5)}</article>"), hint)
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == expected


def test_a_date_in_the_address_is_the_last_resort() -> None:
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", address="/2023/05/18/rat"), HINT)
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2023-05-18"


def test_the_canonical_address_counts_on_the_same_site_only() -> None:
    body = f"<article><h1>{TITLE}</h1>{prose(5)}</article>"
    own = extract(a_page(body, '<link rel="canonical" href="https://www.zeitung.example.de/rat-100.html">'), HINT)
    assert own.id == identity(own.url) == identity("https://www.zeitung.example.de/rat-100.html")
    for elsewhere in (
        "https://boese.example.com/rat",
        "https://zeitung.example.de/",
        "https://zeitung.example.de/index.html",
        "https://zeitung.example.de/politik/",
        "javascript:x",
    ):
        page = a_page(body, f'<link rel="canonical" href="{elsewhere}">')
        assert extract(page, HINT).id == identity(page.url)


def test_the_main_image_has_its_caption_and_credit_and_they_stand_once() -> None:
    head = '<meta property="og:image" content="/bild.jpg">'
    figure = "<figure><img src=bild.jpg><figcaption>Der Rat am Montag. Foto: Anna Abel</figcaption></figure>"
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{figure}{prose(5)}</article>", head), HINT)
    assert article.image is not None
    assert article.image.url == "https://zeitung.example.de/bild.jpg"
    assert (article.image.caption, article.image.credit) == ("Der Rat am Montag.", "Anna Abel")
    assert all(b.kind != "caption" for b in article.blocks)


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='pic-box full'><p>Die Brücke über den Fluss am Montag im Mai 2023</p></div>",
        "<div>Foto: Anna Abel</div><div>Die Brücke über den Fluss am Montag im Mai 2023, von Norden gesehen</div>",
        "<nav class='account'><p class='text-caption'>Sie sind angemeldet als leser@example.de</p></nav>",
    ],
)
def test_what_stands_at_a_picture_above_the_body_is_no_text_of_it(beside: str) -> None:
    body = f"<main><article><h1>{TITLE}</h1>{beside}<div class='text'>{prose(5)}</div></article></main>"
    assert texts(extract(a_page(body), HINT)) == [TITLE, *map(paragraph, range(5))]


def test_the_caption_of_the_main_image_is_a_caption_first_and_no_time() -> None:
    head = '<meta property="og:image" content="/bild.jpg">'
    lines = (
        "<p class='picture'>22.05.2023, 11:26 Uhr • Lesezeit: 5 Minuten</p><figcaption>Der Rat am Montag</figcaption>"
    )
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{lines}{prose(5)}</article>", head), HINT)
    assert article.image is not None
    assert article.image.caption == "Der Rat am Montag"


def test_a_quote_in_a_frame_is_a_quote() -> None:
    quote = "Das ist ein guter Tag für die Stadt und ihre Kinder."
    figure = f"<figure><blockquote><p>{quote}</p></blockquote><figcaption>Die Bürgermeisterin</figcaption></figure>"
    body = f"<article><h1>{TITLE}</h1>{prose(3)}{figure}<p>{paragraph(3)}</p><p>{paragraph(4)}</p></article>"
    assert ("quote", quote) in kinds(extract(a_page(body), HINT))


def test_a_last_line_that_leads_nowhere_is_left_out() -> None:
    body = f"<article><h1>{TITLE}</h1>{prose(5)}<p>Quellen:</p></article>"
    assert texts(extract(a_page(body), HINT))[-1] == paragraph(4)


@pytest.mark.parametrize(
    "description",
    [
        f"Hier erfahren Sie alles über das, was wir unter „{TITLE}“ berichten, und noch viel mehr aus dem Ort.",
        f"Aus dem Ort: {TITLE}. Was dazu bisher zu erfahren war und was nun geschehen soll.",
    ],
)
def test_a_description_that_quotes_the_headline_is_no_standfirst(description: str) -> None:
    head = f'<meta name="description" content="{description}">'
    assert extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", head), HINT).standfirst == ""


def test_the_headline_behind_a_kicker_is_no_standfirst() -> None:
    body = f"<article><h1>{TITLE}</h1><h2>Haushalt :{TITLE}</h2>{prose(5)}</article>"
    assert extract(a_page(body), HINT).standfirst == ""


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (["nachrichten", "Aus dem Ort"], "Aus dem Ort"),
        (["culture_culture-lifestyle"], "Culture lifestyle"),
        (["Mobiles, Mobiles Internet, Tarife"], "Mobiles"),
        (["Kultur, Medien"], "Kultur, Medien"),
        ([], ""),
    ],
)
def test_a_section_is_named_in_words_for_people(stated: list[str], shown: str) -> None:
    page = a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", ld(headline=TITLE, articleSection=stated))
    assert extract(page, HINT).section == shown


def test_further_sections_stand_before_the_keywords() -> None:
    stated = ld(headline=TITLE, articleSection=["Aus dem Ort", "Politik"], keywords="Haushalt, Rat")
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>", stated), HINT)
    assert (article.section, article.keywords) == ("Aus dem Ort", ("Politik", "Haushalt", "Rat"))


def test_the_language_is_named_and_text_without_letters_is_refused() -> None:
    assert extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article>"), HINT).language.tag == "de"
    digits = "".join(f"<p>{n}. {'12345 67890 ' * 12}.</p>" for n in range(6))
    with pytest.raises(UnknownLanguage):
        extract(a_page(f"<article><h1>2023 05 22</h1>{digits}</article>", language=""), Hint(SourceId("x")))


def test_the_same_text_has_the_same_fingerprint_and_another_has_not() -> None:
    page = f"<article><h1>{TITLE}</h1>{prose(5)}</article>"
    one = extract(a_page(page), HINT)
    assert extract(a_page(f"<div class=wrap>{page}</div>", address="/anders"), HINT).fingerprint == one.fingerprint
    assert extract(a_page(page.replace("Montag", "Dienstag")), HINT).fingerprint != one.fingerprint
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_page_of_a_hundred_thousand_links_is_read_in_bounded_time() -> None:
    links = "".join(f"<a href=/{n}>Link {n}</a> " for n in range(100_000))
    article = extract(a_page(f"<article><h1>{TITLE}</h1>{prose(5)}</article><div>{links}</div>"), HINT)
    assert texts(article) == [TITLE, *map(paragraph, range(5))]


SOUP = st.text("<>/=\"'&;#pdivah123 \n\x00ü字\ud800", max_size=400)


@given(SOUP, st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_page_is_an_article_or_an_error_of_ours(soup: str, within: bool) -> None:
    markup = f"<html><body><article><h1>{TITLE}</h1>{prose(3)}{soup}{prose(5)}</article>" if within else soup
    page = Page(
        "https://a.example/b",
        "https://a.example/b",
        200,
        "",
        "",
        markup.encode("utf-8", "surrogatepass"),
        datetime(2023, 5, 23, tzinfo=UTC),
    )
    try:
        article = extract(page, HINT)
    except GlosswireError:
        return
    assert article.headline
    for block in article.blocks:
        assert all(0 <= m.start < m.end <= len(block.text) for m in block.marks)
