"""Engine workers: what they answer, and what becomes of it when they crash, hang, or lose their parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from glosswire.errors import EngineDown, ModelMissing
from glosswire.translate.base import Candidate
from glosswire.translate.workers import Crew, Job, Plan, Wish

OBEDIENT = Plan("tests", "tests.translate.runtimes:Obedient", {}, open_seconds=30.0)


def job(*texts: str, seconds: float = 30.0) -> Job:
    return Job(texts, "de", seconds)


def texts_of(candidates: tuple[Candidate, ...]) -> list[str]:
    return [candidate.text for candidate in candidates]


@pytest.fixture
def crew() -> Iterator[Crew]:
    with_two = Crew(OBEDIENT, 2)
    yield with_two
    with_two.close()


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def is_gone_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_alive(pid)


def test_answers_come_in_the_order_of_the_texts(crew: Crew) -> None:
    jobs = [job("doze", "b"), job("c"), job(), job("d", "e", "f")]
    assert texts_of(crew.map(jobs)) == ["DOZE", "B", "C", "D", "E", "F"]


def test_no_jobs_have_no_answers(crew: Crew) -> None:
    assert crew.map([]) == ()


def test_scores_and_every_script_survive_the_way(crew: Crew) -> None:
    assert crew.map([job("สวัสดี 😀 مرحبا", "\ud800")]) == (Candidate("สวัสดี 😀 مرحبا", -0.5), Candidate("\ud800", -0.5))


def test_a_text_larger_than_a_pipe_survives_the_way(crew: Crew) -> None:
    assert texts_of(crew.map([job("x" * 1_000_000)])) == ["X" * 1_000_000]


def test_what_a_library_prints_does_not_get_between_answers(crew: Crew) -> None:
    assert texts_of(crew.map([job("chatter", "a")])) == ["CHATTER", "A"]


@pytest.mark.parametrize("poison", ["die", "panic"])
def test_a_text_that_kills_its_worker_is_left_empty_and_the_others_are_not(crew: Crew, poison: str) -> None:
    assert texts_of(crew.map([job("a", poison, "b"), job("c")])) == ["A", "", "B", "C"]


def test_a_worker_that_stands_still_is_ended(crew: Crew) -> None:
    (pid,) = texts_of(crew.map([job("who")]))
    assert texts_of(crew.map([job("a"), job("hang", seconds=0.5), job("b")])) == ["A", "", "B"]
    assert is_gone_within(int(pid), 5) or texts_of(crew.map([job("who")])) == [pid]


def test_jobs_side_by_side_in_one_worker_survive_a_death() -> None:
    crew = Crew(Plan("tests", "tests.translate.runtimes:Obedient", {}, capacity=4), 1)
    found = crew.map([job(text) for text in ("doze", "a", "die", "b", "c", "panic", "d")])
    assert texts_of(found) == ["DOZE", "A", "", "B", "C", "", "D"]
    crew.close()


def test_a_worker_that_was_killed_between_calls_is_replaced(crew: Crew) -> None:
    (pid,) = texts_of(crew.map([job("who")]))
    os.kill(int(pid), signal.SIGKILL)
    (other,) = texts_of(crew.map([job("who")]))
    assert other != pid


def test_workers_that_die_of_anything_mean_that_the_engine_is_down() -> None:
    crew = Crew(Plan("tests", "tests.translate.runtimes:Unwell", {}), 2)
    with pytest.raises(EngineDown, match="ended with code 9"):
        crew.map([job("a"), job("b"), job("c")])
    crew.close()


def test_what_keeps_a_worker_from_opening_arrives_by_its_type() -> None:
    crew = Crew(Plan("tests", "tests.translate.runtimes:refuse", {}), 1)
    with pytest.raises(ModelMissing, match=r"no file model\.bin"):
        crew.open()
    crew.close()


def test_a_crash_on_opening_is_told_with_its_last_words() -> None:
    crew = Crew(Plan("tests", "tests.translate.runtimes:break_down", {}), 1)
    with pytest.raises(EngineDown, match="invalid magic number"):
        crew.open()
    crew.close()


def test_a_worker_that_does_not_open_in_time_is_down() -> None:
    plan = Plan("tests", "tests.translate.runtimes:Obedient", {"open_seconds": 60.0}, open_seconds=1.0)
    crew = Crew(plan, 1)
    with pytest.raises(EngineDown, match="no answer in 1 s"):
        crew.map([job("a")])
    crew.close()


def test_calls_from_two_threads_take_turns(crew: Crew) -> None:
    with ThreadPoolExecutor(2) as threads:
        calls = [threads.submit(crew.map, [job("doze", name), job(name)]) for name in ("a", "b")]
    assert [texts_of(call.result()) for call in calls] == [["DOZE", "A", "A"], ["DOZE", "B", "B"]]


def test_closing_ends_the_workers_and_may_be_repeated(crew: Crew) -> None:
    (pid,) = texts_of(crew.map([job("who")]))
    crew.close()
    crew.close()
    assert not is_alive(int(pid))
    with pytest.raises(EngineDown, match="closed"):
        crew.map([job("a")])


PARENT = """
import sys
from glosswire.translate.workers import Crew, Job, Plan
crew = Crew(Plan("tests", "tests.translate.runtimes:Obedient", {}), 1)
try:
    print(crew.map([Job(("who",), "de", 30.0)])[0].text, flush=True)
    crew.map([Job((sys.argv[1],), "de", 300.0)])
finally:
    crew.close()
"""


@pytest.mark.parametrize("work", ["hang", "doze"])
def test_no_worker_outlives_a_parent_that_is_killed(work: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, work], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.1)
        parent.kill()
    assert is_gone_within(worker, 5)


def test_an_interrupt_ends_parent_and_worker_at_once() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, "hang"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.1)
        parent.send_signal(signal.SIGINT)
        _, said = parent.communicate(timeout=10)
    assert said.strip().endswith("KeyboardInterrupt")
    assert is_gone_within(worker, 5)


def test_wishes_are_granted_with_all_that_belongs_to_them() -> None:
    crew = Crew(replace(OBEDIENT, runtime="tests.translate.runtimes:Versed"), 1)
    jobs = [
        replace(job("a", "a"), wish="vary"),
        replace(job("b"), wish="retell", before="davor", turn=2),
        replace(job("cd", "ef"), wish="back"),
        job("g"),
    ]
    found = texts_of(crew.map(jobs))
    crew.close()
    assert found == ["a 0", "a 1", "de: davor | b | 2", "dc", "fe", "G"]


@pytest.mark.parametrize("wish", ["vary", "retell", "back"])
def test_a_wish_that_a_runtime_cannot_grant_has_empty_answers(crew: Crew, wish: Wish) -> None:
    assert texts_of(crew.map([replace(job("a"), wish=wish)])) == [""]
