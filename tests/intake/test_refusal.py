"""What is no article is refused by what it is."""

from datetime import UTC, datetime

import pytest

from glosswire.errors import NotAnArticle
from glosswire.intake.extract import Hint, extract
from glosswire.model import Page, SourceId
from tests.intake.pages import HINT, a_page, prose

URL = "https://journal.example/a"
TEASERS = "".join(
    f"<div><h2><a href=/a{n}>Die Meldung Nummer {n} aus dem Ort</a></h2><p>Ein Anriss {n}.</p></div>" for n in range(20)
)
VIDEO = '<script type="application/ld+json">{"@type": "VideoObject", "name": "Film"}</script>'
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Titel", "isAccessibleForFree": false}</script>'


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (a_page(TEASERS, address="/"), "a section front"),
        (a_page(TEASERS, address="/politik/"), "a section front"),
        (a_page(f"{VIDEO}<h1>Film</h1><p>Der Film zum Tag.</p>"), "a video player"),
        (a_page(f"{PAID}<h1>Titel</h1><p>Nur der erste Satz ist frei zu lesen.</p>"), "a paywall stub"),
        (a_page("<h1>Wir verwenden Cookies</h1><p>Bitte stimmen Sie zu.</p>"), "a consent wall"),
        (a_page("<h1>Just a moment</h1><p>Checking your browser before you go on.</p>"), "a wall for robots"),
        (a_page("<h1>404 Seite nicht gefunden</h1><p>Leider.</p>"), "an error page"),
        (a_page("<h1>Titel</h1><p>Kurz.</p>"), "a page without an article's text"),
        (a_page(prose(4)), "a page without a headline"),
        (a_page(""), "an empty page"),
        (
            Page(
                "https://a.example/b",
                "https://a.example/b",
                200,
                "text/html",
                "",
                b"",
                HINT_TIME := a_page("").fetched_at,
            ),
            "an empty page",
        ),
        (
            Page("https://a.example/b", "https://a.example/b", 200, "application/pdf", "", b"x", HINT_TIME),
            "a file of type application/pdf",
        ),
        (
            Page("https://a.example/b", "https://a.example/b", 200, "", "", b"%PDF-1.7", HINT_TIME),
            "a file that is no page",
        ),
    ],
)
def test_the_reason_says_which(page: Page, reason: str) -> None:
    with pytest.raises(NotAnArticle) as refused:
        extract(page, HINT)
    assert refused.value.reason == reason


def test_an_article_among_teasers_is_no_front() -> None:
    assert extract(a_page(f"<article><h1>Der Rat hat entschieden</h1>{prose(6)}</article>{TEASERS}"), HINT).headline


@pytest.mark.parametrize(
    ("kind", "said", "reason"),
    [
        ("NewsArticle", '"isAccessibleForFree": false', "a paywall stub"),
        ("VideoObject", '"name": "Un titre"', "a video player"),
    ],
)
def test_teasers_of_others_make_no_article_of_a_page_that_has_no_text(kind: str, said: str, reason: str) -> None:
    teasers = "".join(
        f"<div><h3><a href=/x{n}>Un titre {n}</a></h3><p>Cinq ans après l’incendie, la cathédrale restaurée retrouve "
        f"ses fidèles et ses visiteurs dès le dimanche {n} du mois.</p></div>"
        for n in range(3)
    )
    html = (
        f'<!doctype html><html lang=fr><head><script type="application/ld+json">{{"@type": "{kind}", {said}, '
        f'"headline": "Un titre"}}</script></head><body><main><h1>Un titre</h1><p>La suite est réservée aux abonnés.'
        f'</p></main><section class="most-read"><h2>Les plus lus</h2>{teasers}</section></body></html>'
    )
    page = Page(URL, URL, 200, "text/html", "utf-8", html.encode(), datetime(2023, 5, 22, tzinfo=UTC))
    with pytest.raises(NotAnArticle) as refused:
        extract(page, Hint(SourceId("journal"), ("fr",)))
    assert refused.value.reason == reason
