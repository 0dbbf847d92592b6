import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from glosswire.cli.serve import address_of, listen
from glosswire.errors import ConfigError

COMMAND = "import typer; from glosswire.cli import serve; cli = typer.Typer(); serve.register(cli); cli()"


@contextmanager
def serving(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    (folder / "glosswire.toml").write_text('sources = "sources.toml"\n')
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "a"\nname = "Probe"\nhome = "https://a.example/"\ncountry = "DE"\nlanguages = ["de"]\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        try:
            line = process.stdout.readline()
            found = re.search(r"http://(127\.0\.0\.1:\d+)", line)
            assert found is not None, line
            yield process, found[1]
        finally:
            process.kill()
            process.wait()


def ask(host: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(host, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_site_is_served_where_it_says_and_ends_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    with serving(tmp_path) as (process, host):
        status, text = ask(host, "/")
        assert status == 200
        assert "still fetching its first articles" in text
        assert "Probe" in ask(host, "/sources")[1]
        process.send_signal(how)
        assert process.wait(20) == 0


def test_the_site_pays_for_no_reader_of_feeds_and_no_model() -> None:
    heavy = "trafilatura feedparser numpy ctranslate2 xllamacpp py3langid pycld2 lxml aiohttp fxtranslate"
    code = f"import sys, glosswire.serve.app, glosswire.store.store; print(*set('{heavy}'.split()) & set(sys.modules))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.split() == []


def test_a_port_that_is_taken_is_said_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match="--port"):
            listen("127.0.0.1", port)


def test_an_address_is_written_as_a_browser_takes_it() -> None:
    with listen("127.0.0.1", 0) as door:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address_of(door))
