"""Runtimes for worker tests: they do in a worker what broken models do."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence

from glosswire.errors import ModelMissing
from glosswire.translate.base import Candidate


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


class Unwell(Obedient):
    """Dies of anything."""

    def _obey(self, text: str) -> str:
        os._exit(9)


def refuse() -> Obedient:
    """Raise what a missing model raises."""
    raise ModelMissing("somewhere", "no file model.bin")


def break_down() -> Obedient:
    """Fail as a broken file makes a library fail."""
    raise Panic("invalid magic number")
