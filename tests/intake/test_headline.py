"""The headline is what a page's forms of it agree on, without the site's name."""

import pytest

from glosswire.intake.headline import choose, cut_site, flat
from glosswire.intake.metadata import Claims

SITES = ("Beispiel-Zeitung", "zeitung.example.de")
TRUE = "Armenien erwägt Austritt aus dem Bündnis"


@pytest.mark.parametrize(
    "glued",
    [
        f"{TRUE} - Beispiel-Zeitung",
        f"{TRUE} | Beispiel-Zeitung",
        f"{TRUE} – Beispiel-Zeitung – 22.05.2023",
        f"{TRUE}：Beispiel-Zeitung",
        f"{TRUE} | zeitung.example.de",
        f"Beispiel-Zeitung: {TRUE}".replace(": ", " | "),
    ],
)
def test_the_site_s_name_is_cut(glued: str) -> None:
    assert cut_site(glued, tuple(map(flat, SITES)), []) == TRUE


def test_a_dash_within_a_headline_stays() -> None:
    text = "Regierung - und Opposition - einig"
    assert cut_site(text, tuple(map(flat, SITES)), []) == text


def test_two_forms_outvote_the_third() -> None:
    claims = Claims(headline="Armenien: Austritt aus OVKS?", og_title=TRUE, title="Armenien: Austritt aus OVKS?")
    assert choose(claims, [TRUE], SITES) == TRUE
    claims = Claims(headline=TRUE, og_title="Bündnis: Armenien erwägt den Austritt", title="Bündnis: Armenien")
    assert choose(claims, [TRUE], SITES) == TRUE


def test_a_kicker_is_cut_where_another_form_goes_without_it() -> None:
    claims = Claims(headline=f"Kaukasus: {TRUE}", og_title=TRUE, title=f"Kaukasus: {TRUE} - Beispiel-Zeitung")
    assert choose(claims, [f"Kaukasus: {TRUE}"], SITES) == TRUE


def test_two_kickers_leave_what_they_share() -> None:
    quote = "«Das ist kein Geheimnis mehr für uns»"
    claims = Claims(og_title=f"Armenien und die OVKS: {quote}")
    assert choose(claims, [f"Streit im Kaukasus - {quote}"], SITES) == quote


def test_a_heading_that_is_the_masthead_is_no_headline() -> None:
    assert choose(Claims(title=f"{TRUE} - Beispiel-Zeitung"), ["Beispiel-Zeitung"], SITES) == TRUE


def test_a_second_level_heading_counts_where_no_first_level_one_is_the_headline() -> None:
    other = "Bündnis: Armenien denkt über Austritt nach"
    claims = Claims(headline=TRUE, og_title=other, title=other)
    assert choose(claims, ["Beispiel-Zeitung"], SITES, lower=["Mehr zum Thema", TRUE]) == TRUE
    assert choose(claims, [other], SITES, lower=[TRUE]) == other, "the first level speaks for itself"
    assert choose(claims, [], SITES, lower=["Mehr zum Thema"]) == other


def test_a_claim_that_was_put_together_from_a_kicker_and_a_heading_does_not_count() -> None:
    shared = "Armenien denkt über Austritt nach"
    claims = Claims(headline=f"Kaukasus: {TRUE}", og_title=shared, title=shared)
    assert choose(claims, [], SITES, lower=[f"Kaukasus {TRUE}"]) == shared


def test_a_page_that_states_nothing_has_its_feed_s_word() -> None:
    assert choose(Claims(), [], SITES, TRUE) == TRUE
    assert choose(Claims(), [], SITES) == ""
