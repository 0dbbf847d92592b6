"""What every translation engine promises, whatever translates behind it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from glosswire.errors import EngineDown, UnsupportedPair
from glosswire.translate.base import Translator
from glosswire.translate.remote import ApiName, open_remote
from tests.translate.samples import GERMAN, PAIRS, open_ct2, open_fallback, open_firefox
from tests.translate.services import Fault, Service, open_service


def children() -> set[int]:
    """The processes that this one has started."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            found.update(map(int, (task / "children").read_text().split()))
    return found


def kill(pids: set[int]) -> None:
    """Kill processes, and wait until they are dead, though nobody may have buried them yet."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


@dataclass
class Engine:
    """An engine that is open, how to open another one, and how to break what it stands on."""

    translator: Translator
    open: Callable[[], Translator]
    upset: Callable[[], None]
    is_exact: bool = True  # whether it knows the samples by heart

    def translate(self, *texts: str, language: str = "de") -> list[str]:
        return [candidate.text for candidate in self.translator.translate(texts, language)]


def local(open_one: Callable[[], Translator], is_exact: bool = True) -> Engine:
    before = children()
    translator = open_one()
    return Engine(translator, open_one, lambda: kill(children() - before), is_exact)


def remote(api: ApiName, service: Service) -> Engine:
    def open_one() -> Translator:
        return open_remote(api=api, url=service.url, model="m", pause_seconds=0.01, languages=["de"])

    return Engine(open_one(), open_one, lambda: service.fail(Fault(cut=True), Fault(503)))


@pytest.fixture(
    scope="module",
    params=[
        "firefox",
        "ctranslate2",
        "openai",
        "libretranslate",
        "deepl",
        pytest.param("llama", marks=pytest.mark.model),
    ],
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with ExitStack() as stack:
        match request.param:
            case "firefox":
                found = local(open_firefox)
            case "ctranslate2":
                found = local(open_ct2)
            case "llama":
                found = local(open_fallback, is_exact=False)
            case api:
                known = dict(PAIRS)
                found = remote(
                    api, stack.enter_context(open_service(lambda text: known.get(text, f"English of {text}")))
                )
        stack.callback(found.translator.close)
        yield found


def some(count: int) -> list[tuple[str, str]]:
    """Sentences that both tiny models translate exactly, short and long ones mixed."""
    return [pair for pair in PAIRS if "Soldaten" in pair[0]][:count]


def test_there_are_as_many_answers_as_texts_in_their_order(engine: Engine) -> None:
    pairs = some(5)
    found = engine.translate(*(german for german, _ in pairs))
    assert len(found) == len(pairs)
    if engine.is_exact:
        assert found == [english for _, english in pairs]
    else:
        for english, (german, _) in zip(found, pairs, strict=True):
            (number,) = (word for word in german.split() if word.isdigit())
            assert number in english


def test_no_texts_have_no_answers(engine: Engine) -> None:
    assert engine.translate() == []


def test_a_text_of_nothing_has_an_empty_answer_at_its_place(engine: Engine) -> None:
    first, _, second, _ = engine.translate(GERMAN[0], "", GERMAN[0], " \n\t")
    assert first == second != ""


def test_any_script_gets_an_answer(engine: Engine) -> None:
    texts = ("مرحبا بالعالم", "สวัสดีครับ", "😀🎉", "a\x00b\nc", "\ud83d", "Ελλάδα")
    assert len(engine.translate(*texts)) == len(texts)
    assert engine.translate(GERMAN[0])[0]


def test_a_text_that_is_too_long_for_the_model_is_not_cut_short(engine: Engine) -> None:
    (found,) = engine.translate(f"{GERMAN[0]} " * 30)
    assert found.count("Madrid") > 1  # the tiny models say a piece's repeated sentence once


def test_a_text_that_is_no_sentence_by_its_length_has_an_empty_answer(engine: Engine) -> None:
    assert engine.translate("Ja " * 20_000, GERMAN[0])[0] == ""


@pytest.mark.parametrize("language", ["en", "und", "", "qqq"])
def test_a_language_that_it_does_not_translate_is_refused_by_type(engine: Engine, language: str) -> None:
    with pytest.raises(UnsupportedPair):
        engine.translate("Hello.", language=language)


def test_the_same_text_has_the_same_answer(engine: Engine) -> None:
    assert len(set(engine.translate(GERMAN[1]) + engine.translate(GERMAN[1]) + engine.translate(GERMAN[1]))) == 1


def test_its_version_names_engine_model_digest_and_settings(engine: Engine) -> None:
    name, model, settings = engine.translator.version.split("/")
    assert name in ("marian", "llama", "remote")
    assert len(model.rpartition("@")[2]) == 12
    assert len(settings) == 8
    assert engine.translator.batch > 0


def test_what_it_stands_on_may_break_between_two_calls(engine: Engine) -> None:
    before = engine.translate(GERMAN[2])
    engine.upset()
    assert engine.translate(GERMAN[2]) == before


def test_what_it_stands_on_may_break_in_the_middle(engine: Engine) -> None:
    texts = [german for german, _ in some(8)]
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(engine.translate, *texts)
        time.sleep(0.05)
        engine.upset()
    assert all(call.result())


def test_calls_from_two_threads_both_get_their_answers(engine: Engine) -> None:
    pairs = some(4)
    with ThreadPoolExecutor(2) as threads:
        calls = [threads.submit(engine.translate, *(german for german, _ in half)) for half in (pairs[:2], pairs[2:])]
    assert [len(call.result()) for call in calls] == [2, 2]
    if engine.is_exact:
        assert [text for call in calls for text in call.result()] == [english for _, english in pairs]


def test_closing_leaves_no_process_and_may_be_repeated(engine: Engine) -> None:
    before = children()
    another = engine.open()
    assert another.version == engine.translator.version
    another.close()
    another.close()
    assert children() <= before
    with pytest.raises(EngineDown, match="closed"):
        another.translate(GERMAN[:1], "de")
