"""A file of sources is edited as text: what its owner wrote beside the tables stays."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glosswire.cli import source_file
from glosswire.config import default_sources_path, load_sources
from glosswire.errors import ConfigError
from glosswire.model import Feed, Source, SourceId

FILE = """# Mine.

# The first one.
[[source]]
id = "one"   # short
name = "One"
home = "https://one.example/"
country = "DE"
languages = ["de"]
feeds = [
    # the good one
    "https://one.example/feed",
]

# -- the second part

[[ source ]]  # two
id = "two"
name = "Two"
home = "https://two.example/"
country = "FR"
languages = ["fr"]

[[source.feeds]]
url = "https://two.example/rss"
kind = "rss"
"""

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SOURCES = st.builds(
    Source,
    id=TEXT.map(SourceId),
    name=TEXT,
    home=TEXT,
    country=TEXT,
    languages=st.lists(TEXT, min_size=1, max_size=8).map(tuple),
    owner=TEXT,
    kind=TEXT,
    policy=st.sampled_from(["full", "excerpt", "headline", "none"]),
    mastheads=st.lists(TEXT, max_size=2).map(tuple),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "sources.toml"
    found.write_text(FILE, encoding="utf-8")
    return found


def make_source(name: str) -> Source:
    feeds = (Feed(f"https://{name}.example/feed", SourceId(name)),)
    return Source(SourceId(name), name.title(), f"https://{name}.example/", "GE", ("ka", "hy"), feeds=feeds)


def test_a_source_is_added_at_the_end(path: Path) -> None:
    source_file.append(path, [make_source("three")])
    assert path.read_text(encoding="utf-8").startswith(FILE)
    assert load_sources(path)[-1] == make_source("three")


def test_a_file_without_a_last_line_end_is_added_to_well(path: Path) -> None:
    path.write_text(FILE.rstrip("\n"), encoding="utf-8")
    source_file.append(path, [make_source("three")])
    assert [source.id for source in load_sources(path)] == ["one", "two", "three"]


def test_line_ends_of_another_system_stay(path: Path) -> None:
    path.write_bytes(FILE.replace("\n", "\r\n").encode())
    source_file.remove(path, "two")
    assert path.read_bytes().startswith(b"# Mine.\r\n\r\n# The first one.\r\n[[source]]\r\n")


def test_a_removed_source_takes_only_its_table_along(path: Path) -> None:
    source_file.remove(path, "one")
    text = path.read_text(encoding="utf-8")
    assert [source.id for source in load_sources(path)] == ["two"]
    assert text.startswith("# Mine.\n\n# The first one.\n")
    assert text.endswith(FILE[FILE.index("# -- the second part") :])


def test_a_source_with_tables_of_feeds_is_removed_whole(path: Path) -> None:
    source_file.remove(path, "two")
    assert path.read_text(encoding="utf-8").rstrip("\n") == FILE[: FILE.index("\n\n[[ source ]]")]


def test_what_was_added_last_is_removed_without_a_trace(path: Path) -> None:
    source_file.append(path, [make_source("three")])
    source_file.remove(path, "three")
    assert path.read_text(encoding="utf-8").rstrip("\n") == FILE.rstrip("\n")


def test_an_unknown_source_is_named(path: Path) -> None:
    with pytest.raises(ConfigError, match="no source 'four'"):
        source_file.remove(path, "four")
    assert path.read_text(encoding="utf-8") == FILE


@pytest.mark.parametrize(
    "text",
    [
        'source = [{ id = "a", name = "A", home = "h", country = "DE", languages = ["de"] }]\n',
        'source = [\n{ id = "a", name = """\n[[source]]\n""", home = "h", country = "DE", languages = ["de"] },\n]\n',
    ],
)
def test_a_file_of_another_form_is_left_alone(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="by hand"):
        source_file.remove(path, "a")
    with pytest.raises(ConfigError):
        source_file.append(path, [make_source("three")])
    assert path.read_text(encoding="utf-8") == text
    assert list(path.parent.iterdir()) == [path]


def test_an_id_that_is_taken_is_refused(path: Path) -> None:
    with pytest.raises(ConfigError, match="'one'"):
        source_file.append(path, [make_source("one")])
    assert path.read_text(encoding="utf-8") == FILE


def test_a_new_list_begins_empty_or_with_the_default_one(tmp_path: Path) -> None:
    alone, more = tmp_path / "alone.toml", tmp_path / "more.toml"
    source_file.append(alone, [make_source("three")])
    source_file.append(more, [make_source("three")], with_default=True)
    assert load_sources(alone) == (make_source("three"),)
    assert load_sources(more) == (*load_sources(default_sources_path()), make_source("three"))


def test_every_source_of_the_default_list_can_be_removed(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    known = load_sources(default_sources_path())
    for name in ("jam-news", "merkur", known[0].id, known[-1].id):
        path.unlink(missing_ok=True)
        source_file.remove(path, name, with_default=True)
        assert {source.id for source in known} - {source.id for source in load_sources(path)} == {name}


def test_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    source_file.append(link, [make_source("three")])
    assert link.is_symlink()
    assert len(load_sources(path)) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(source=SOURCES)
def test_a_written_source_reads_as_it_was(tmp_path: Path, source: Source) -> None:
    path = tmp_path / "written.toml"
    path.write_text(source_file.written(source), encoding="utf-8", newline="")
    assert load_sources(path) == (source,)
