"""The docs hold: references come from the program, links lead somewhere, examples print what they say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def test_the_reference_pages_are_what_the_program_says() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_reference.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target, _ in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def _examples() -> list[tuple[str, str, str]]:
    """Each command of a console block that shows its output, with that output."""
    found = []
    for page in PAGES:
        for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
            command, _, output = block.partition("\n")
            if output.strip() and command.startswith("$ "):
                found.append((_named(page), command[2:], output))
    return found


@pytest.mark.parametrize(("page", "command", "output"), _examples())
def test_an_example_prints_what_it_says(page: str, command: str, output: str, tmp_path: Path) -> None:
    glosswire = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": f"{glosswire}:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    assert done.stderr == ""
    assert done.stdout == output


def test_there_are_examples() -> None:
    assert len(_examples()) >= 2


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen:
            continue
        seen.add(page)
        for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            if path.suffix == ".md" and path.exists():
                todo.append(path)
    assert set(PAGES) <= seen
