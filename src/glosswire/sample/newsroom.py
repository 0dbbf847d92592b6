"""A newsroom that follows the sample press: its configuration and its sources, written into a folder."""

from pathlib import Path

import tomli_w

from glosswire.model import Source
from glosswire.sample.press import NETWORK, sample_sources

CONFIG = """\
# A newsroom that follows the sample press. Make your own with `glosswire init`.

[site]
slogan = "A sample: every publisher here is invented, every fact is of public record."

[fetch]
delay_seconds = 0.2          # the sample press is on this machine; real publishers get five seconds
max_age_days = 36500         # its articles are dated when the events were
allow_private = ["{network}.0/24:{port}"]

[poll]
min_minutes = 0.5
start_minutes = 1
max_minutes = 1
"""


def write_newsroom(folder: Path, port: int) -> None:
    """Write glosswire.toml and sources.toml, the configuration last, so that a cut leaves no half newsroom."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_row(source) for source in sample_sources(port)]
    (folder / "sources.toml").write_text(tomli_w.dumps({"source": rows}), encoding="utf-8")
    (folder / "glosswire.toml").write_text(CONFIG.format(network=NETWORK, port=port), encoding="utf-8")


def _row(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "home": source.home,
        "country": source.country,
        "languages": list(source.languages),
        "owner": source.owner,
        "kind": source.kind,
        "policy": source.policy,
        "feeds": [{"url": feed.url, "kind": feed.kind} for feed in source.feeds],
    }
