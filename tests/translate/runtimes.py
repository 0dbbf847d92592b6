"""Runtimes for worker tests: they do in a worker what broken models do."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from glosswire.errors import ModelMissing
from glosswire.translate.base import Candidate
from glosswire.translate.workers import Crew, Job, Plan
from tests.fakes import english


class Panic(BaseException):
    """What a Rust library raises when it is at its wits' end."""


class Obedient:
    """Answers in capitals, or does what the text says."""

    def __init__(self, *, open_seconds: float = 0.0) -> None:
        time.sleep(open_seconds)

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text."""
        return tuple(Candidate(self._obey(text), -0.5) for text in texts)

    def _obey(self, text: str) -> str:
        match text:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "panic":
                raise Panic("the weights make no sense")
            case "hang":
                ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock, as native code may
            case "chatter":
                print("a library's banner")
                os.write(1, b"and a native one's\n")
                sys.stdout.flush()
            case "who":
                return str(os.getpid())
            case "doze":
                time.sleep(0.3)
        return text.upper()


class Versed(Obedient):
    """Grants every wish."""

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Number the text."""
        return tuple(Candidate(f"{text} {n}") for n in range(count))

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Say all that it was told."""
        return Candidate(f"{language}: {before} | {text} | {turn}")

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Turn the texts round."""
        return tuple(Candidate(text[::-1]) for text in texts)


class Unwell(Obedient):
    """Dies of anything."""

    def _obey(self, text: str) -> str:
        os._exit(9)


class Halting:
    """Turns words around once, then says so in a file and stands still, as native code may."""

    def __init__(self, *, flag: str) -> None:
        self._flag = Path(flag)
        self._has_answered = False

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate the first texts."""
        if self._has_answered:
            self._flag.touch()
            ctypes.PyDLL(None).sleep(600)
        self._has_answered = True
        return tuple(Candidate(english(text)) for text in texts)


class HaltingEngine:
    """An engine with such a runtime in a worker process; it names itself as the fake one does."""

    version = "fake/fake@0/0"
    batch = 4

    def __init__(self, flag: str) -> None:
        self._crew = Crew(Plan("halting", "tests.translate.runtimes:Halting", {"flag": flag}), 1)

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Have the worker translate."""
        return self._crew.map([Job(tuple(texts), language, 600.0)])

    def close(self) -> None:
        """End the worker."""
        self._crew.close()


def open_halting(*, flag: str) -> HaltingEngine:
    """Make such an engine, as the registry does."""
    return HaltingEngine(flag)


def refuse() -> Obedient:
    """Raise what a missing model raises."""
    raise ModelMissing("somewhere", "no file model.bin")


def break_down() -> Obedient:
    """Fail as a broken file makes a library fail."""
    raise Panic("invalid magic number")
