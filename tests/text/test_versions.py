"""A revision shows what changed, sentence by sentence, and the publisher's own corrections are found."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import Article, ArticleId, Block, BlockKind, Language, Sentence, SourceId
from glosswire.text import versions
from glosswire.text.versions import Change, Line, Run, changes, correction_notes, lines_of, runs
from tests.serve.samples import ARMENIA_DE

FIRST = (
    "Armenien erwägt den Austritt aus der OVKS.",
    "Das sagte Ministerpräsident Nikol Paschinjan am Montag in Eriwan.",
    "Dem Bündnis gehören sechs Staaten an.",
    "Im Januar hatte Eriwan ein Manöver abgelehnt.",
)


def lines(*texts: str, block: int = 1) -> tuple[Line, ...]:
    return tuple(Line(Sentence(block + i, 0, len(t)), t, f"English of {t}") for i, t in enumerate(texts))


def kinds(found: Sequence[Change]) -> list[str]:
    return [change.kind for change in found]


def test_nothing_changed_is_all_the_same() -> None:
    assert kinds(changes(lines(*FIRST), lines(*FIRST))) == ["same"] * 4


def test_an_edited_sentence_stands_beside_its_old_form() -> None:
    edited = FIRST[2].replace("sechs", "fünf")
    found = changes(lines(*FIRST), lines(*FIRST[:2], edited, FIRST[3]))
    assert kinds(found) == ["same", "same", "changed", "same"]
    changed = found[2]
    assert (changed.before, changed.after) == (lines(*FIRST)[2], lines(*FIRST[:2], edited)[2])
    assert Run("gone", "sechs") in changed.source
    assert Run("come", "fünf") in changed.source
    assert Run("come", "fünf") in changed.english


def test_a_sentence_between_is_added_and_one_that_is_missing_is_removed() -> None:
    new = "Moskau äußerte sich zunächst nicht dazu, wie der Kreml mitteilte."
    assert kinds(changes(lines(*FIRST), lines(FIRST[0], new, *FIRST[2:]))) == [
        "same",
        "removed",
        "added",
        "same",
        "same",
    ]
    assert kinds(changes(lines(*FIRST), lines(*FIRST, new))) == ["same"] * 4 + ["added"]
    assert kinds(changes(lines(*FIRST), lines(*FIRST[1:]))) == ["removed", "same", "same", "same"]


def test_a_new_headline_takes_the_old_one_s_place() -> None:
    old, new = lines("Paschinjan droht mit Austritt", block=0), lines("Risse in Moskaus Bündnis", block=0)
    assert kinds(changes((*old, *lines(*FIRST)), (*new, *lines(*FIRST)))) == ["changed"] + ["same"] * 4


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("1,5 Millionen Menschen", "1,6 Millionen Menschen", "1,5", "1,6"),
        ("宇宙船は12日に着水した。", "宇宙船は13日に着水した。", "12", "13"),
        ("قال الوزير إن العدد ٢٠", "قال الوزير إن العدد ٣٠", "٢٠", "٣٠"),
        ("В январе Ереван отказался", "В феврале Ереван отказался", "январе", "феврале"),
    ],
)
def test_marks_show_which_words_changed(old: str, new: str, gone: str, come: str) -> None:
    found = runs(old, new)
    assert [run.text for run in found if run.kind == "gone"] == [gone]
    assert [run.text for run in found if run.kind == "come"] == [come]


@given(st.text(max_size=60), st.text(max_size=60))
def test_marks_hold_both_texts_whole(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(r.text for r in found if r.kind != "come") == old
    assert "".join(r.text for r in found if r.kind != "gone") == new
    assert all(run.text for run in found)


texts = st.lists(st.sampled_from(["Eins.", "Zwei.", "Drei und vier.", "Drei und fünf.", "Sechs."]), max_size=9)


@given(texts, texts)
def test_every_sentence_of_both_revisions_stands_once_and_in_order(old: list[str], new: list[str]) -> None:
    found = changes(lines(*old), lines(*new))
    assert [c.before.text for c in found if c.before] == old
    assert [c.after.text for c in found if c.after] == new
    assert all((c.kind == "same") == bool(c.before and c.after and c.before.text == c.after.text) for c in found)


def test_lines_come_from_a_reading_with_their_english() -> None:
    found = lines_of(ARMENIA_DE)
    assert [line.sentence for line in found] == list(ARMENIA_DE.sentences)
    assert found[0].english == ARMENIA_DE.translation.segments[0].target
    assert kinds(changes(found, found)) == ["same"] * len(found)


@pytest.mark.parametrize("make", [lambda i: "a.", lambda i: f"Satz {i} von vielen.", lambda i: f"{i % 3} {i % 7} x."])
def test_a_hostile_pair_of_revisions_takes_no_long_time(make: type[str]) -> None:
    old = lines(*(make(i) for i in range(6000)))
    new = lines(*(make(i * 3 + 1) + "!" * (i % 2) for i in range(6000)))
    begun = time.process_time()
    found = changes(old, new)
    assert time.process_time() - begun < 60
    assert sum(c.before is not None for c in found) == 6000


def test_a_huge_sentence_takes_no_long_time() -> None:
    begun = time.process_time()
    runs("a b " * 5000, "b a " * 5000)
    assert time.process_time() - begun < 20


# -- correction notes

NOTES = [
    "Korrektur: In der ersten Fassung hieß es, die Brücke sei 1990 gebaut worden.",
    "In einer früheren Version dieses Artikels stand, das Bündnis habe sieben Mitglieder.",
    "Rectificatif du 23 mai : le nom du ministre était mal orthographié.",
    "Hinweis der Redaktion: Dieser Artikel wurde nachträglich korrigiert.",
    "Cet article a été corrigé lundi : le pont mesure 330 mètres.",
    "Este artículo ha sido corregido para precisar la fecha.",
    "В текст внесены исправления: мост построен в 1990 году.",
    "Une première version de cet article indiquait par erreur que le pont mesurait 300 mètres.",
    "Corrección: el nombre de la ciudad es Ereván.",
    "En una versión anterior de este artículo se decía que la guerra duró 40 días.",
    "Correção: o texto trazia o nome errado do ministro.",
    "Errata corrige: il ponte è lungo 300 metri.",
    "In een eerdere versie van dit artikel stond dat de brug in 1990 werd gebouwd.",
    "Rättelse: I en tidigare version av artikeln angavs fel datum.",
    "Sprostowanie: w pierwszej wersji tekstu podano błędną datę.",
    "Исправление: мост построен в 1990 году.",
    "В предыдущей версии статьи была указана неверная дата.",
    "Виправлення: міст збудовано 1990 року.",
    "Düzeltme: Haberin ilk halinde tarih yanlış verilmişti.",
    "تصحيح: ورد في نسخة سابقة من هذا التقرير تاريخ خاطئ.",
    "اصلاحیه: تاریخ در متن پیشین نادرست بود.",
    "भूल सुधार: तारीख़ ग़लत छपी थी।",
    "更正：本文较早的版本日期有误。",
    "【訂正】当初の記事で日付に誤りがありました。",
    "訂正：日付に誤りがありました。",
    "정정: 날짜가 잘못 표기되었습니다.",
    "바로잡습니다: 날짜를 고쳤습니다.",
    "Διόρθωση: η γέφυρα χτίστηκε το 1990.",
    "Helyesbítés: a híd 1990-ben épült.",
    "Oprava: most byl postaven v roce 1990.",
    "Oikaisu: silta rakennettiin vuonna 1990.",
    "Correction: An earlier version of this article misstated the date.",
    "An earlier version of this article misstated the date.",
]
OTHERS = [
    "Korrekturen an dem Gesetz forderte am Montag auch die Opposition.",
    "Die Korrektur des Haushalts kostet 20 Millionen Euro.",
    "La corrección de los exámenes empieza el lunes.",
    "Исправление ошибок займёт несколько месяцев, сказал министр.",
    "Une mise au point est attendue lundi, a dit le ministre.",
    "更正錯誤需要時間，部長說。",
    "Düzeltmeler pazartesi günü Meclis’e gelecek.",
    "Eine frühere Version des Gesetzes war gescheitert.",
]


def article(*blocks: tuple[BlockKind, str]) -> Article:
    made = (Block("headline", "Titel"), *(Block(kind, text) for kind, text in blocks))
    return Article(
        ArticleId("a"), SourceId("s"), "https://a.example/", made, Language("de"), datetime(2023, 5, 23, tzinfo=UTC), ""
    )


@pytest.mark.parametrize("note", NOTES)
def test_a_correction_note_is_found_wherever_it_stands(note: str) -> None:
    text = "Der Rat der Stadt hat am Montag beraten."
    assert correction_notes(article(("paragraph", text), ("paragraph", note))) == (2,)
    assert correction_notes(article(("paragraph", note), ("paragraph", text))) == (1,)


def test_no_saying_is_passed_over_for_want_of_a_stem() -> None:
    for saying in versions._SAYINGS:
        depth, forms = 0, [""]
        for c in saying:
            depth += (c == "(") - (c == ")")
            forms = [*forms, ""] if c == "|" and not depth else [*forms[:-1], forms[-1] + c]
        assert all(any(stem in form for stem in versions._STEMS) for form in forms), forms


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_speaks_of_corrections_is_none(text: str) -> None:
    assert correction_notes(article(("paragraph", text))) == ()


def test_a_heading_that_announces_a_note_takes_it_along() -> None:
    blocks: tuple[tuple[BlockKind, str], ...] = (("heading", "Korrektur"), ("paragraph", "Die Brücke ist von 1990."))
    assert correction_notes(article(*blocks)) == (1, 2)
    assert correction_notes(replace(article(*blocks), blocks=())) == ()
