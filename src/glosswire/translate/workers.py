"""Engine worker processes: models run in children that may crash, hang or be killed without harm to the newsroom.

A child speaks frames (four bytes of length, then JSON) over its standard streams, and dies with its parent.
"""

import contextlib
import fcntl
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pkgutil import resolve_name
from typing import IO, Any, Final, Literal, Protocol, runtime_checkable

from glosswire.errors import BadOutput, EngineDown, GlosswireError, ModelMissing, TranslationError, UnsupportedPair
from glosswire.translate.base import Candidate

LARGEST_FRAME: Final = 1 << 26  # no job comes near it; a longer length means that the stream is out of step
DEATHS_IN_A_ROW: Final = 3  # one sentence may kill two workers; the third without an answer means the engine is down
REASON_BYTES: Final = 400

_HEADER: Final = struct.Struct("<I")
_KINDS: Final[Mapping[str, type[TranslationError]]] = {
    kind.__name__: kind for kind in (UnsupportedPair, ModelMissing, EngineDown, BadOutput)
}


class Runtime(Protocol):
    """A model inside a worker."""

    def translate(self, texts: Sequence[str], language: str) -> Sequence[Candidate]:
        """Translate each text; as many answers as texts, in their order."""


@runtime_checkable
class VariedRuntime(Protocol):
    """A model inside a worker that can say a text in several ways."""

    def vary(self, text: str, language: str, count: int) -> Sequence[Candidate]:
        """Give `count` candidates, the same ones each time; empty ones where there are not so many."""


@runtime_checkable
class RetoldRuntime(Protocol):
    """A model inside a worker that can be told what comes before a text, and be asked for other words."""

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Translate a text; `turn` above 0 asks for other words, the same ones each time."""


@runtime_checkable
class ReturningRuntime(Protocol):
    """A model inside a worker that can put English into another language."""

    def translate_back(self, texts: Sequence[str], language: str) -> Sequence[Candidate]:
        """Put each English text into a language; as many answers as texts, in their order."""


Wish = Literal["translate", "vary", "retell", "back"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a worker is made: the runtime's factory as `module:callable`, and its options as JSON has them.

    `capacity`: how many jobs one worker has at once; more than one means that the runtime is called from threads.
    """

    engine: str
    runtime: str
    options: Mapping[str, Any]
    environment: Mapping[str, str] = field(default_factory=dict)
    capacity: int = 1
    open_seconds: float = 180.0


@dataclass(frozen=True, slots=True)
class Job:
    """Sentences that a worker gets at once, and how long it may take over them.

    `wish`: with `vary` the texts are one text, of which each is to have another candidate; with `retell` one text after
    the one `before` it, in the words of a `turn`; with `back` English that is to be put into the language.
    """

    texts: tuple[str, ...]
    language: str
    seconds: float
    wish: Wish = "translate"
    before: str = ""
    turn: int = 0


@dataclass(slots=True)
class _Turn:
    """A job on its way: which of the caller's texts it holds, and whether it is its second and last try."""

    job: Job
    places: tuple[int, ...]
    again: bool = False
    until: float = 0.0


class Crew:
    """The workers of one engine; calls from several threads take turns."""

    def __init__(self, plan: Plan, size: int) -> None:
        self._plan = plan
        self._size = max(1, size)
        self._workers: list[_Worker] = []
        self._lock = threading.RLock()
        self._closed = False
        self._has_opened = False

    def open(self) -> None:
        """Start the first worker and wait until its model is loaded; raises what kept it from that."""
        with self._lock:
            if not any(worker.ready for worker in self._workers):
                self._run(deque(), {})

    def map(self, jobs: Sequence[Job]) -> tuple[Candidate, ...]:
        """The answers to all jobs' texts, in order.

        A text whose worker dies or stands still is tried once more, alone, in a new worker, and is then left empty.
        Raises EngineDown where workers cannot be started or keep dying.
        """
        with self._lock:
            if self._closed:
                raise EngineDown(self._plan.engine, "it is closed")
            turns, at = deque[_Turn](), 0
            for job in jobs:
                turns.append(_Turn(job, tuple(range(at, at + len(job.texts)))))
                at += len(job.texts)
            answers: dict[int, Candidate] = {}
            if turns:
                self._run(turns, answers)
            return tuple(answers[place] for place in range(at))

    def close(self) -> None:
        """End all workers, which gives their memory back."""
        with self._lock:
            self._closed = True
            self._dismiss(self._workers)

    def _run(self, turns: deque[_Turn], answers: dict[int, Candidate]) -> None:
        """Hand out turns until none is left or under way; without turns, only open the first worker."""
        deaths, answered = 0, 0
        try:
            while turns or any(worker.turns or not worker.ready for worker in self._workers) or not self._workers:
                self._staff(turns)
                self._hand_out(turns)
                for worker, failure in self._listen(answers):
                    deaths = 1 if len(answers) > answered else deaths + 1
                    self._dismiss([worker])
                    turns.extendleft(reversed(list(_second_tries(worker, answers))))
                    answered = len(answers)
                    if deaths >= DEATHS_IN_A_ROW or not self._has_opened:
                        raise EngineDown(self._plan.engine, failure)
                self._has_opened |= any(worker.ready for worker in self._workers)
        except BaseException:  # also ctrl-C: answers on their way would be taken for those to the next call
            self._dismiss([worker for worker in self._workers if worker.turns or not worker.ready])
            raise

    def _staff(self, turns: deque[_Turn]) -> None:
        """Start one worker where none is, and one more for each turn that no other has room for."""
        self._dismiss([worker for worker in self._workers if worker.is_idle_and_gone])
        room = sum(worker.room(self._plan.capacity) for worker in self._workers)
        while len(self._workers) < self._size and (not self._workers or room < len(turns)):
            self._workers.append(_Worker(self._plan))
            room += self._plan.capacity

    def _hand_out(self, turns: deque[_Turn]) -> None:
        for worker in self._workers:
            while turns and worker.ready and worker.takes(turns[0], self._plan.capacity):
                worker.send(turns.popleft())

    def _listen(self, answers: dict[int, Candidate]) -> Iterator[tuple["_Worker", str]]:
        """Wait for the next news; yields the workers that failed, each with the reason."""
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker.stdout, selectors.EVENT_READ, worker)
            patience = min(worker.until for worker in self._workers) - time.monotonic()
            heard = [key.data for key, _ in selector.select(max(0.0, patience))]
        for worker in list(self._workers):
            try:
                if worker in heard:
                    worker.receive(answers)
                elif worker.until <= time.monotonic():
                    yield worker, f"no answer in {worker.patience:.0f} s"
            except _Died as death:
                yield worker, str(death)

    def _dismiss(self, workers: Sequence["_Worker"]) -> None:
        for worker in list(workers):
            worker.end()
            self._workers.remove(worker)


def _second_tries(worker: "_Worker", answers: dict[int, Candidate]) -> Iterator[_Turn]:
    """The dead worker's texts, each alone, for one more try; those that had it get an empty answer."""
    for turn in worker.turns.values():
        if turn.again:
            answers.update((place, Candidate("")) for place in turn.places)
            continue
        seconds = turn.job.seconds  # a whole job's time for one text: the machine may be busy
        for place, text in zip(turn.places, turn.job.texts, strict=True):
            yield _Turn(replace(turn.job, texts=(text,), seconds=seconds), (place,), again=True)


class _Died(Exception):
    """A worker ended, or its stream cannot be read."""


class _Worker:
    """The parent's side of one child."""

    def __init__(self, plan: Plan) -> None:
        self.ready = False
        self.turns: dict[int, _Turn] = {}
        self.patience = plan.open_seconds
        self._until = time.monotonic() + plan.open_seconds
        self._engine = plan.engine
        self._sent = 0
        self._unread = bytearray()
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        lifeline, self._lifeline = os.pipe()  # never written to: that it closes tells the child that we are gone
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", "from glosswire.translate.workers import work; work()", str(lifeline)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **plan.environment},
                pass_fds=(lifeline,),
                process_group=0,  # ctrl-C is for the parent, which ends its workers itself
            )
        finally:
            os.close(lifeline)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self.stdout = self._process.stdin, self._process.stdout
        os.set_blocking(self.stdout.fileno(), False)
        self._write({"runtime": plan.runtime, "options": dict(plan.options), "capacity": plan.capacity})

    @property
    def until(self) -> float:
        """When to stop waiting for it, on the monotonic clock."""
        if not self.ready:
            return self._until
        return min((turn.until for turn in self.turns.values()), default=float("inf"))

    @property
    def is_idle_and_gone(self) -> bool:
        """Whether it ended while it had nothing to do, so that no text is to blame."""
        return self.ready and not self.turns and self._process.poll() is not None

    def room(self, capacity: int) -> int:
        """How many more turns it takes."""
        return 0 if any(turn.again for turn in self.turns.values()) else capacity - len(self.turns)

    def takes(self, turn: _Turn, capacity: int) -> bool:
        """Whether it can have this turn now; a second try is had alone, so that a death has one cause."""
        return not self.turns if turn.again else self.room(capacity) > 0

    def send(self, turn: _Turn) -> None:
        """Give it a turn."""
        self._sent += 1
        turn.until = time.monotonic() + turn.job.seconds
        self.patience = turn.job.seconds
        self.turns[self._sent] = turn
        self._write({"number": self._sent, "job": asdict(turn.job)})

    def receive(self, answers: dict[int, Candidate]) -> None:
        """Read what has come and put finished turns' answers into their places."""
        try:
            news = os.read(self.stdout.fileno(), 1 << 20)
        except BlockingIOError:
            return
        if not news:
            raise _Died(self._last_words())
        self._unread += news
        while (frame := self._frame()) is not None:
            self._take(frame, answers)

    def end(self) -> None:
        """Kill it and let go of everything that belonged to it."""
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)
        self._complaints.close()
        self.stdout.close()
        with contextlib.suppress(BrokenPipeError):  # what was still to be flushed has no reader any more
            self._stdin.close()

    def _take(self, frame: Mapping[str, Any], answers: dict[int, Candidate]) -> None:
        if "error" in frame:
            raise _KINDS.get(frame["error"], EngineDown)(self._engine, frame["reason"])
        if "ready" in frame:
            self.ready = True
            return
        turn = self.turns.pop(frame["job"])
        found = [Candidate(text, score) for text, score in frame["candidates"]]
        answers.update(zip(turn.places, found, strict=True))

    def _frame(self) -> Mapping[str, Any] | None:
        if len(self._unread) < _HEADER.size:
            return None
        (length,) = _HEADER.unpack_from(self._unread)
        if length > LARGEST_FRAME:
            raise _Died("its answers are out of step")
        end = _HEADER.size + length
        if len(self._unread) < end:
            return None
        body = bytes(self._unread[_HEADER.size : end])
        del self._unread[:end]
        frame: Mapping[str, Any] = json.loads(body)
        return frame

    def _write(self, frame: Mapping[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):  # it died; that is heard on the other stream, with the reason
            _write_frame(self._stdin, frame)

    def _last_words(self) -> str:
        code = self._process.wait()
        self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, self._complaints.tell() - REASON_BYTES))
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        ended = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return f"its worker was {ended}" + (f": {lines[-1].strip()}" if lines else "")


def _write_frame(stream: IO[bytes], frame: Mapping[str, Any]) -> None:
    body = json.dumps(frame, ensure_ascii=False).encode("utf-8", "surrogatepass")
    stream.write(_HEADER.pack(len(body)) + body)
    stream.flush()


# -- the child's side


def work() -> None:
    """Be a worker: load the runtime that the first frame names, then answer jobs until the parent is gone."""
    _die_with_parent(int(sys.argv[1]))
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a native library prints must not get between the frames
    try:
        _serve(jobs, answers)
    except BaseException:  # a Rust panic is a BaseException; whatever it is, this worker cannot be trusted any more
        traceback.print_exc()
        os._exit(70)
    os._exit(0)  # without native destructors, which may hang


def _die_with_parent(lifeline: int) -> None:
    """Have the kernel end this process, whatever native code it is in, when the parent's end of the pipe closes."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)


def _serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    first = _read_frame(jobs)
    if first is None:
        return
    try:
        runtime: Runtime = resolve_name(first["runtime"])(**first["options"])
    except GlosswireError as error:
        reason = error.reason if isinstance(error, TranslationError) else str(error)
        _write_frame(answers, {"error": type(error).__name__, "reason": reason})
        return
    _write_frame(answers, {"ready": True})
    if first["capacity"] == 1:
        _answer_each(jobs, answers, runtime)
    else:
        _answer_together(jobs, answers, runtime, first["capacity"])


def _answer_each(jobs: IO[bytes], answers: IO[bytes], runtime: Runtime) -> None:
    """Answer in the thread that made the runtime: some belong to it."""
    while (frame := _read_frame(jobs)) is not None:
        _write_frame(answers, _answer(frame, runtime))


def _answer_together(jobs: IO[bytes], answers: IO[bytes], runtime: Runtime, capacity: int) -> None:
    lock = threading.Lock()

    def answer(frame: Mapping[str, Any]) -> None:
        try:
            found = _answer(frame, runtime)
        except BaseException:  # as in `work`
            traceback.print_exc()
            os._exit(70)
        with lock:
            _write_frame(answers, found)

    with ThreadPoolExecutor(capacity) as threads:
        while (frame := _read_frame(jobs)) is not None:
            threads.submit(answer, frame)
        os._exit(0)  # the parent is gone: nobody waits for what is under way


def _answer(frame: Mapping[str, Any], runtime: Runtime) -> Mapping[str, Any]:
    found = _heard(Job(**frame["job"]), runtime)
    return {"job": frame["number"], "candidates": [(c.text, c.score) for c in found]}


def _heard(job: Job, runtime: Runtime) -> Sequence[Candidate]:
    """What a runtime says to a job; nothing to a wish that it cannot grant."""
    texts, language = job.texts, job.language
    match job.wish:
        case "vary" if isinstance(runtime, VariedRuntime):
            return runtime.vary(texts[0], language, len(texts))
        case "retell" if isinstance(runtime, RetoldRuntime):
            return (runtime.retell(texts[0], language, job.before, job.turn),)
        case "back" if isinstance(runtime, ReturningRuntime):
            return runtime.translate_back(texts, language)
        case "translate":
            return runtime.translate(texts, language)
    return (Candidate(""),) * len(texts)


def _read_frame(stream: IO[bytes]) -> Mapping[str, Any] | None:
    """The next frame, or None at the stream's end."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    frame: Mapping[str, Any] = json.loads(stream.read(_HEADER.unpack(header)[0]))
    return frame


# -- what engines share


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))
