"""A terminal to type commands at: in this process where that is enough, or in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from glosswire.cli import run
from tests.house import ROOT

FAKE_ENGINE = '[translate]\ndefault = "mine"\npull = false\n[translate.engines.mine]\nuse = "tests.fakes:open_fake"\n'
SOURCE = """
[[source]]
id = "morgen"
name = "Morgenblatt"
home = "{home}/"
country = "DE"
languages = ["de"]
policy = "full"
feeds = ["{home}/feed.xml"]
"""


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        """Its JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """A terminal in a folder of its own."""

    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def write(self, name: str, text: str) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def type(self, *arguments: str, given: str | bytes = b"") -> Said:
        """Run a command here, with that as its standard input."""
        path = self.folder / "standard-input"
        path.write_bytes(given.encode() if isinstance(given, str) else given)
        self.capture.readouterr()
        with path.open(encoding="utf-8") as file:
            self.patch.setattr(sys, "stdin", file)
            code = run(list(arguments))
        said = self.capture.readouterr()
        return Said(code, said.out, said.err)

    def filter(self, *arguments: str, given: Sequence[Mapping[str, object]]) -> Said:
        """Run a filter here on those rows."""
        return self.type(*arguments, given="".join(json.dumps(row) + "\n" for row in given))

    def start(
        self, *arguments: str, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.PIPE
    ) -> "subprocess.Popen[bytes]":
        """Start a command in a process of its own, of which we read what it says."""
        environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }
        command = [sys.executable, "-m", "glosswire", *arguments]
        return subprocess.Popen(
            command, cwd=self.folder, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
        )

    def wait_for(self, *arguments: str) -> Said:
        """Run a command in a process of its own to its end."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=60)
        return Said(process.returncode, out.decode(), err.decode())
