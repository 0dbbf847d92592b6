"""The commands that put sentences right, say what is on record of one, and make it again."""

import json

import pytest

from glosswire.model import Alternative, ArticleId, Finding, Segment
from glosswire.store.store import Store, open_store
from tests.cli.terminal import FAKE_ENGINE, Terminal
from tests.fakes import english
from tests.store.newsroom import BODY, NOON, make_article, spans, take_in, translate_all
from tests.translate.samples import CT2, CT2_PIECES, ENGLISH, FIREFOX, GERMAN, digest_of, open_ct2, open_firefox

GRAVE = Finding("number", "critical", "The original says 15; the translation says \x1b[2J16.")
OTHER = Alternative("WRONG \x1b[2JTOO.", "tiny-2#1", -0.5, (GRAVE,))
TINY = '[translate]\ndefault = "tiny"\npull = false\n[translate.engines.tiny]\nuse = "marian"\noptions = { '


def opened(terminal: Terminal) -> Store:
    return open_store(f"sqlite:///{terminal.folder / 'glosswire.db'}")


@pytest.fixture
def store(terminal: Terminal) -> None:
    """Two articles with the same body in English, of which a reader reported a sentence."""
    with opened(terminal) as store:
        for name in ("one", "two"):
            article = make_article(name)
            take_in(store, article)
            translate_all(store, article)
        sentence = spans(article.blocks)[1]
        wrong = Segment((sentence,), "WRONG.", engine="tiny-1", findings=(GRAVE,), alternatives=(OTHER,))
        store.save_segments(ArticleId("one"), 1, (wrong,), NOON)
        store.add_report(ArticleId("one"), 1, 1, "It is not \x1b[2Jso.", NOON)


@pytest.mark.usefixtures("store")
def test_reports_are_listed_and_an_accepted_one_mends_its_likes(terminal: Terminal) -> None:
    (report,) = terminal.type("reports", "list", "--json").json
    assert (report["number"], report["article_id"], report["position"]) == (1, "one", 1)
    assert "\x1b" not in terminal.type("reports", "list").out
    said = terminal.type("reports", "accept", "1", "The cabinet meets.", "--note", "a slip")
    assert (said.code, said.out) == (0, "Correction 1, of one#2: The cabinet meets.\n")
    with opened(terminal) as store:
        store.mend_likes(NOON)  # as the newsroom does
        for name in ("one", "two"):
            assert store.reading(ArticleId(name)).translation.segments[1].target == "The cabinet meets."
    assert terminal.type("reports", "list", "--json").json == []
    assert len(terminal.type("reports", "list", "--state", "accepted", "--json").json) == 1


@pytest.mark.usefixtures("store")
def test_a_declined_report_changes_nothing(terminal: Terminal) -> None:
    assert terminal.type("reports", "decline", "1").out == "Declined report 1.\n"
    with opened(terminal) as store:
        assert store.reading(ArticleId("one")).translation.segments[1].target == "WRONG."
    assert terminal.type("reports", "list").out == "No reports.\n"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("reports", "list", "--state", "lost"), 2),
        (("reports", "accept", "1", " "), 2),
        (("reports", "decline", "9"), 1),
        (("correct", "one", "English."), 2),
        (("correct", "one#0", "English."), 2),
        (("correct", "one#99", "English."), 1),
        (("correct", "none#1", "English."), 1),
        (("explain", "one#99"), 1),
        (("explain", "#1"), 2),
    ],
)
def test_mistakes_are_one_clear_line(terminal: Terminal, arguments: tuple[str, ...], code: int) -> None:
    said = terminal.type(*arguments)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("glosswire: ")
    assert said.err.count("\n") == 1


@pytest.mark.usefixtures("store")
def test_a_sentence_is_corrected_and_its_record_says_so(terminal: Terminal) -> None:
    assert terminal.type("correct", "one#2", "The cabinet meets.").code == 0
    record = terminal.type("explain", "one#2", "--json").json
    assert (record["original"], record["english"]) == (BODY[0].split(". ")[0] + ".", "The cabinet meets.")
    assert record["engine"]["version"] == "operator"
    assert [(c["before"], c["after"]) for c in record["corrections"]] == [("WRONG.", "The cabinet meets.")]


@pytest.mark.usefixtures("store")
def test_a_record_holds_what_made_and_checked_a_sentence(terminal: Terminal) -> None:
    record = terminal.type("explain", "one#2", "--json").json
    assert (record["english"], record["state"], record["engine"]["title"]) == ("WRONG.", "translated", "Tiny")
    assert len(record["digest"]) == 32
    assert [finding["kind"] for finding in record["findings"]] == ["number"]
    said = terminal.type("explain", "one#2")
    assert (said.code, "\x1b" in said.out) == (0, False)
    assert "critical, number" in said.out
    assert record["alternatives"][0]["engine"] == "tiny-2#1"
    assert record["back"] is None
    assert "alternative 1" in said.out
    assert "tiny-2#1" in said.out


@pytest.mark.usefixtures("store")
def test_figures_count_doubts_and_reports(terminal: Terminal) -> None:
    found = terminal.type("status", "--json").json
    assert (found["doubts"], found["reports"]) == (1, 1)
    store = next(c for c in terminal.type("doctor", "--json").json["checks"] if c["name"] == "store")
    assert "1 in grave doubt, 1 reports of readers are open" in store["said"]


# -- again


def made_by(terminal: Terminal, german: str, english_now: str, engine: str) -> None:
    """One article, its headline made by an engine."""
    with opened(terminal) as store:
        article = make_article(headline=german)
        take_in(store, article)
        store.save_segments(
            article.id, 1, (Segment((spans(article.blocks)[0],), english_now, engine=engine, made_at=NOON),), NOON
        )


@pytest.mark.parametrize("kind", ["firefox", "ctranslate2"])
def test_a_local_engine_makes_a_sentence_again_byte_for_byte(terminal: Terminal, kind: str) -> None:
    folder, file = (FIREFOX, "model.deen.intgemm.alphas.bin") if kind == "firefox" else (CT2, "model.bin")
    engine = open_firefox(workers=1) if kind == "firefox" else open_ct2(workers=1)
    version, made = engine.version, [candidate.text for candidate in engine.translate(GERMAN[:8], "de")]
    engine.close()
    pieces = f", max_pieces = {CT2_PIECES}" if kind == "ctranslate2" else ""
    terminal.write(
        "glosswire.toml",
        f'{TINY}folder = {json.dumps(str(folder))}, runtime = "{kind}", languages = ["de"], '
        f'digest = "{digest_of(folder / file)}"{pieces} }}\n',
    )
    made_by(terminal, GERMAN[3], made[3], version)
    said = terminal.type("explain", "one#1", "--again", "--json")
    assert said.err == ""
    assert (said.code, said.json["again"]) == (0, {"english": made[3], "is_same": True, "reason": ""})


def test_other_english_than_the_record_says_is_told(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE)
    made_by(terminal, GERMAN[0], "Something else.", "fake/fake@0/0")
    said = terminal.type("explain", "one#1", "--again", "--json")
    assert (said.code, said.json["again"]["english"]) == (1, english(GERMAN[0]))
    assert not said.json["again"]["is_same"]


def test_what_another_engine_made_cannot_be_made_again_here(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE)
    made_by(terminal, GERMAN[0], ENGLISH[0], "marian/elsewhere@0/0")
    said = terminal.type("explain", "one#1", "--again")
    assert said.code == 1
    assert "marian/elsewhere@0/0 is not what translates de here" in " ".join(said.out.split())
