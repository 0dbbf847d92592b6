"""The sample newsroom's configuration follows the sample press and nothing else."""

from pathlib import Path

from glosswire.config import load_config, load_sources
from glosswire.intake.guard import read_allowed
from glosswire.sample.library import stories
from glosswire.sample.newsroom import write_newsroom
from glosswire.sample.press import sample_sources

PORT = 8765


def test_the_newsroom_follows_every_publisher(tmp_path: Path) -> None:
    write_newsroom(tmp_path / "new", PORT)
    config = load_config(tmp_path / "new" / "glosswire.toml")
    assert load_sources(config.sources_path) == sample_sources(PORT)


def test_only_the_press_may_be_asked_of_this_machine(tmp_path: Path) -> None:
    write_newsroom(tmp_path, PORT)
    allowed = load_config(tmp_path / "glosswire.toml").fetch.allow_private
    assert read_allowed(allowed)
    assert all(entry.startswith("127.0.2.") and entry.endswith(f":{PORT}") for entry in allowed)


def test_no_article_is_too_old_to_be_taken_in(tmp_path: Path) -> None:
    write_newsroom(tmp_path, PORT)
    oldest = min(story.published_at for story in stories())
    assert load_config(tmp_path / "glosswire.toml").fetch.max_age_days > (2100 - oldest.year) * 366
