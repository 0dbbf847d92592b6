"""The text stages as filters: JSON lines in and out, in order, each answer as soon as it is known."""

import gzip
import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from tests.cli.terminal import FAKE_ENGINE, Terminal
from tests.fakes import FakeEngine, english

PAGE = (
    '<!doctype html><html lang="de"><head><title>Neuer Haushalt in Berlin</title>'
    '<meta property="og:title" content="Neuer Haushalt in Berlin"><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2023-05-22T10:00:00+02:00">'
    '<meta name="description" content="Die Regierung legt ihre Zahlen vor."></head><body><article>'
    "<h1>Neuer Haushalt in Berlin</h1><p class='lead'>Die Regierung legt ihre Zahlen vor.</p>"
    "<p>Die Regierung hat am Montag in Berlin einen neuen Haushalt vorgelegt. Er sieht Ausgaben von 476 Milliarden Euro"
    " vor.</p><h2>Beratung im September</h2><p>Der Bundestag will im September darüber beraten. Die Abstimmung ist für"
    " den November vorgesehen.</p><p>Im Vorjahr lagen die Ausgaben noch höher. Das geht aus den Zahlen des Ministeriums"
    " hervor. (dpa)</p></article></body></html>"
)
URL = "https://morgen.example/haushalt"
GERMAN = "Die Regierung hat am Montag in Berlin einen neuen Haushalt vorgelegt."
ENGLISH = "The government presented a new budget in Berlin on Monday."
NEEDS = {
    "extract": {"id": 1, "url": URL, "html": PAGE},
    "identify": {"id": 1, "text": GERMAN},
    "split": {"id": 1, "language": "de", "text": GERMAN},
    "translate": {"id": 1, "language": "de", "text": GERMAN},
    "highlight": {"id": 1, "language": "de", "text": GERMAN},
    "check": {"id": 1, "language": "de", "source": GERMAN, "target": ENGLISH},
}
FILTERS = tuple(NEEDS)


@pytest.fixture(autouse=True)
def engine(terminal: Terminal) -> None:
    FakeEngine.asked = ()
    FakeEngine.down.clear()
    terminal.write("glosswire.toml", FAKE_ENGINE)


# -- all of them


@pytest.mark.parametrize("name", FILTERS)
def test_rows_are_answered_in_their_order_with_their_own_ids(terminal: Terminal, name: str) -> None:
    ids = ["b", 7, "a", None, 7]
    said = terminal.filter(name, "--jsonl", given=[{**NEEDS[name], "id": one} for one in ids])
    assert said.code == 0
    assert [row["id"] for row in said.rows] == ids


@pytest.mark.parametrize("name", FILTERS)
def test_nothing_is_answered_to_nothing(terminal: Terminal, name: str) -> None:
    said = terminal.type(name, given="\n  \n")
    assert (said.code, said.out, said.err) == (0, "", "")


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "line 2: not JSON"),
        (b'["text"]', "line 2: expected a JSON object"),
        (b'{"text": "\xff\xfe"}', "line 2: not JSON"),
        (b"[" * 100_000, "line 2: not JSON"),
        (b"{}", "must be a "),
        (b'{"id": 2, "language": "de", "text": 5, "url": 5, "source": 5}', "row 2: "),
    ],
    ids=["cut", "list", "not-utf-8", "deep", "empty", "number"],
)
def test_a_line_that_is_wrong_is_named_after_those_before_it_are_answered(
    terminal: Terminal, name: str, line: bytes, why: str
) -> None:
    said = terminal.type(name, given=json.dumps(NEEDS[name]).encode() + b"\n" + line + b"\n")
    assert said.code == 2
    assert [row["id"] for row in said.rows] == [1]
    assert said.err.startswith("glosswire: ")
    assert why in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "\x00\x1b[31m\x07", "\ud83d", "🙂" * 2000, "a" * 5000, "\u202e\u200f.!?" * 500, "[/b] {{x}} <p>"],
    ids=["empty", "blank", "control", "half-a-pair", "emoji", "long-word", "marks", "markup"],
)
def test_hostile_text_is_answered_in_one_line_of_json(terminal: Terminal, name: str, text: str) -> None:
    said = terminal.filter(
        name,
        given=[{"id": text, "url": URL, "language": "de"} | dict.fromkeys(("text", "html", "source", "target"), text)],
    )
    assert (said.code, said.err) == (0, "")
    (row,) = said.rows
    assert row["id"] == text


@contextmanager
def running(terminal: Terminal, name: str) -> Iterator["subprocess.Popen[bytes]"]:
    with terminal.start(name, stdin=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def tell(process: "subprocess.Popen[bytes]", row: Mapping[str, object]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(row).encode() + b"\n")
    process.stdin.flush()


@pytest.mark.parametrize("name", FILTERS)
def test_an_answer_is_written_before_the_next_line_is_read(terminal: Terminal, name: str) -> None:
    with running(terminal, name) as process:
        assert process.stdout is not None
        for number in range(3):
            tell(process, {**NEEDS[name], "id": number})
            assert json.loads(process.stdout.readline())["id"] == number
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, b"", b"")


@pytest.mark.parametrize("name", ["split", "translate"])
def test_ctrl_c_ends_a_filter_that_waits_for_a_line(terminal: Terminal, name: str) -> None:
    with running(terminal, name) as process:
        assert process.stdout is not None
        tell(process, NEEDS[name])
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr is not None
        assert b"Traceback" not in (said := process.stderr.read())
        assert b"Fatal" not in said


def test_an_input_that_cannot_be_read_is_named(terminal: Terminal) -> None:
    closed = os.open(os.devnull, os.O_WRONLY)
    with terminal.start("translate", stdin=closed) as process:
        os.close(closed)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, b"")
    assert err.startswith(b"glosswire: standard input cannot be read")


# -- extract


def test_extract_answers_with_the_article(terminal: Terminal) -> None:
    (row,) = terminal.filter("extract", given=[NEEDS["extract"]]).rows
    assert row["headline"] == "Neuer Haushalt in Berlin"
    assert row["standfirst"] == "Die Regierung legt ihre Zahlen vor."
    assert [block["kind"] for block in row["blocks"]] == ["paragraph", "heading", "paragraph", "paragraph"]
    assert row["blocks"][0]["text"].startswith("Die Regierung hat am Montag")
    assert (row["url"], row["language"]) == (URL, "de")
    assert row["agency"] == row["authors"] == ["dpa"]
    assert row["published_at"].startswith("2023-05-22T")
    assert row["modified_at"] is None
    assert {"section", "image"} <= row.keys()


def test_extract_reads_files_packed_or_not(terminal: Terminal) -> None:
    terminal.write("page.html", PAGE)
    (terminal.folder / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    rows = [{"id": path, "url": URL, "html_path": path} for path in ("page.html", "page.html.gz")]
    said = terminal.filter("extract", given=rows)
    assert [row["headline"] for row in said.rows] == ["Neuer Haushalt in Berlin"] * 2


@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_a_packed_page_that_is_cut_is_named(terminal: Terminal, keep: float) -> None:
    packed = gzip.compress(PAGE.encode())
    (terminal.folder / "cut.html.gz").write_bytes(packed[: int(len(packed) * keep)])
    said = terminal.filter("extract", given=[{"id": "x", "url": URL, "html_path": "cut.html.gz"}])
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("glosswire: row 'x': cut.html.gz: ")


@pytest.mark.parametrize("path", ["nowhere.html", ".", "a\x00b", "x" * 5000, "broken.gz"])
def test_a_page_that_cannot_be_read_is_named(terminal: Terminal, path: str) -> None:
    terminal.write("broken.gz", "this is not packed")
    said = terminal.filter("extract", given=[{"id": "x", "url": URL, "html_path": path}])
    assert said.code == 2
    assert said.err.startswith("glosswire: row 'x': ")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("url", ["", "x", "http://[", "javascript:1", "https://a.example:99999999/", "file:///etc/x"])
def test_a_page_without_an_address_is_no_article(terminal: Terminal, url: str) -> None:
    (row,) = terminal.filter("extract", given=[{"id": 1, "url": url, "html": PAGE}]).rows
    assert row["error"] == "NotAnArticle"


def test_a_page_that_is_no_article_says_why_and_the_next_is_read(terminal: Terminal) -> None:
    front = "<html lang=de><title>Morgenblatt</title><body><a href=/b>b</a></body></html>"
    said = terminal.filter("extract", given=[{"id": 1, "url": URL, "html": front}, {**NEEDS["extract"], "id": 2}])
    assert said.code == 0
    refused, taken = said.rows
    assert refused.keys() == {"id", "error", "reason"}
    assert refused["error"] == "NotAnArticle"
    assert refused["reason"]
    assert taken["headline"]


# -- identify


def test_identify_names_the_language(terminal: Terminal) -> None:
    texts = [GERMAN, "Հայաստանի վարչապետը հայտարարեց", "12 345"]
    rows = terminal.filter("identify", given=[{"id": n, "text": text} for n, text in enumerate(texts)]).rows
    assert [row["language"] for row in rows] == ["de", "hy", "und"]
    assert all(row.keys() == {"id", "language", "confidence"} for row in rows)
    assert rows[0]["confidence"] > 0.9
    assert rows[2]["confidence"] == 0


def test_a_claim_settles_what_text_leaves_open(terminal: Terminal) -> None:
    given = [{"id": claim, "text": "Politik", "claims": [claim, None]} for claim in ("da", "nb")]
    assert [row["language"] for row in terminal.filter("identify", given=given).rows] == ["da", "nb"]
    assert terminal.filter("identify", given=[{"id": 1, "text": GERMAN, "claims": None}]).rows[0]["language"] == "de"


def test_claims_that_are_no_list_are_named(terminal: Terminal) -> None:
    said = terminal.filter("identify", given=[{"id": 1, "text": GERMAN, "claims": "de"}])
    assert said.code == 2
    assert "'claims' must be a list" in said.err


# -- split


def test_split_answers_with_sentences_and_their_spans(terminal: Terminal) -> None:
    text = "Am 22. Mai sprach Dr. Weber. 🙂 Danach nicht."
    (row,) = terminal.filter("split", given=[{"id": 1, "language": "de", "text": text}]).rows
    assert row["sentences"][0] == "Am 22. Mai sprach Dr. Weber."
    assert [text[start:end] for start, end in row["spans"]] == row["sentences"]
    assert "".join(row["sentences"]).replace(" ", "") == text.replace(" ", "")


def test_split_does_without_a_language(terminal: Terminal) -> None:
    (row,) = terminal.filter("split", given=[{"id": 1, "text": "これは文です。次の文です。"}]).rows
    assert row["sentences"] == ["これは文です。", "次の文です。"]


# -- highlight


def test_highlights_stand_in_the_text_as_they_are(terminal: Terminal) -> None:
    text = "\n".join(
        (
            "A new budget for Berlin",
            "The government presented a new budget in Berlin on Monday. It provides for spending of 476 billion euros.",
            "The parliament wants to discuss the budget in September. The vote is planned for November.",
            "Spending was higher in 2022, according to the ministry of finance. However, that was foreseen.",
        )
    )
    (few,) = terminal.filter("highlight", "--limit", "2", given=[{"id": 1, "language": "en", "text": text}]).rows
    assert 1 <= len(few["highlights"]) <= 2
    assert all(sentence in text for sentence in few["highlights"])
    assert "A new budget for Berlin" not in few["highlights"]


def test_a_limit_below_one_is_wrong_usage(terminal: Terminal) -> None:
    assert terminal.type("highlight", "--limit", "0").code == 2


# -- translate


def test_translate_answers_sentence_by_sentence(terminal: Terminal) -> None:
    text = f"{GERMAN} Das ist neu."
    (row,) = terminal.filter("translate", given=[{"id": 1, "language": "de", "text": text}]).rows
    assert row["target"] == f"{english(GERMAN)} {english('Das ist neu.')}"
    assert (row["engine"], row["state"]) == ("fake/fake@0/0", "translated")
    assert [text[s["start"] : s["end"]] for s in row["segments"]] == [GERMAN, "Das ist neu."]
    assert {s["state"] for s in row["segments"]} == {"translated"}


def test_the_same_text_is_asked_once(terminal: Terminal) -> None:
    said = terminal.filter("translate", given=[{"id": n, "language": "de", "text": GERMAN} for n in range(9)])
    assert {row["target"] for row in said.rows} == {english(GERMAN)}
    assert len(FakeEngine.asked) < 9


def test_english_passes_as_it_is(terminal: Terminal) -> None:
    (row,) = terminal.filter("translate", given=[{"id": 1, "language": "en-GB", "text": "It is  so."}]).rows
    assert (row["target"], row["state"], row["engine"]) == ("It is  so.", "passed", "none")
    assert FakeEngine.asked == ()


def test_a_language_that_nobody_serves_says_so(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", '[translate]\npull = false\nlanguages = { ka = "none" }\n')
    given = [{"id": tag, "language": tag, "text": GERMAN} for tag in ("ka", "de", "und", "x-y")]
    said = terminal.filter("translate", given=given)
    assert said.code == 0
    assert [(row["state"], row["target"]) for row in said.rows] == [("none", "")] * 4
    assert said.rows[0]["reason"] == "the configuration says none"
    assert "pull is off" in said.rows[1]["reason"]


def test_languages_may_be_mixed(terminal: Terminal) -> None:
    tags = ["de", "en", "fr", "fr", "de", "en"]
    said = terminal.filter("translate", given=[{"id": n, "language": t, "text": GERMAN} for n, t in enumerate(tags)])
    assert [row["id"] for row in said.rows] == list(range(6))
    assert [row["state"] for row in said.rows] == ["passed" if tag == "en" else "translated" for tag in tags]


def test_what_the_engine_cannot_do_stays_and_says_so(terminal: Terminal) -> None:
    hard = "Das ist ganz unsagbar schwierig."
    (row,) = terminal.filter("translate", given=[{"id": 1, "language": "de", "text": f"{GERMAN} {hard}"}]).rows
    assert row["state"] == "failed"
    assert [s["state"] for s in row["segments"]] == ["translated", "failed"]
    assert row["segments"][1]["target"] == hard


def test_an_engine_of_the_configuration_can_be_chosen(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE.replace('"mine"', '"none"', 1) + 'options = { name = "other" }\n')
    given = [NEEDS["translate"]]
    assert terminal.filter("translate", given=given).rows[0]["state"] == "none"
    assert terminal.filter("translate", "--engine", "mine", given=given).rows[0]["engine"] == "fake/other@0/0"


def test_an_engine_that_nobody_knows_is_named(terminal: Terminal) -> None:
    said = terminal.filter("translate", "--engine", "nobody", given=[NEEDS["translate"]])
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("glosswire: translate: no engine 'nobody'; have auto, none, mine")


def test_an_option_that_an_engine_does_not_take_is_named(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE + "options = { nome = 1 }\n")
    said = terminal.filter("translate", given=[NEEDS["translate"]])
    assert said.code == 2
    assert "nome" in said.err


def test_an_engine_that_is_down_fails_the_filter(terminal: Terminal) -> None:
    FakeEngine.down.set()
    said = terminal.filter("translate", given=[NEEDS["translate"]])
    assert (said.code, said.err) == (1, "glosswire: fake: it is down\n")


def test_a_row_without_a_language_says_how_to_find_it(terminal: Terminal) -> None:
    said = terminal.filter("translate", given=[{"id": 3, "text": GERMAN}])
    assert said.code == 2
    assert said.err == "glosswire: row 3: 'language' must be a tag; `glosswire identify` finds it\n"


# -- check


def test_check_names_the_faults_of_an_english_sentence(terminal: Terminal) -> None:
    wrong = {"id": 2, "language": "de", "source": "Er kommt heute nicht.", "target": "He is coming today."}
    short = {**NEEDS["check"], "id": 3, "target": "The government presented a new budget."}
    good, bad, less = terminal.filter("check", "--jsonl", given=[NEEDS["check"], wrong, short]).rows
    assert good["findings"] == []
    assert [finding["kind"] for finding in less["findings"]] == ["omission"]
    (finding,) = bad["findings"]
    assert finding.keys() == {"kind", "severity", "detail"}
    assert (finding["kind"], finding["severity"]) == ("negation", "critical")


def test_check_tells_what_readers_are_not_shown_only_when_asked(terminal: Terminal) -> None:
    row = {"id": 1, "language": "ru", "source": "Он назвал это «ошибкой».", "target": "He called it a mistake."}
    assert terminal.filter("check", given=[row]).rows[0]["findings"] == []
    (finding,) = terminal.filter("check", "--all", given=[row]).rows[0]["findings"]
    assert (finding["kind"], finding["is_shown"]) == ("quote", False)
