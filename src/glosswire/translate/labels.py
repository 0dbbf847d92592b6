"""Name what made a translation, and tell which languages an engine covers."""

import hashlib
import json
from collections.abc import Collection, Mapping

NOT_FOREIGN = frozenset(("", "en", "und", "mul", "zxx"))  # no language to translate from


def name_version(engine: str, model: str, digest: str, settings: Mapping[str, object]) -> str:
    """`engine/model@digest/settings`: twelve digits of the model's digest, eight of a hash over the settings.

    Two engines that could answer differently have different names, so settings hold the runtime's version too.
    """
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False, default=str)
    return f"{engine}/{model}@{digest[:12]}/{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def primary(tag: str) -> str:
    """A language tag's first part, in lower case: `zh-Hans` and `zh-TW` are `zh`."""
    return tag.partition("-")[0].lower()


def covers(languages: Collection[str], tag: str) -> bool:
    """Whether a tag or what it starts with is among the languages: `sr` covers `sr-Cyrl`, `zh-Hans` only itself."""
    parts = tag.split("-")
    starts = {"-".join(parts[:end]).lower() for end in range(1, len(parts) + 1)}
    return primary(tag) not in NOT_FOREIGN and any(language.lower() in starts for language in languages)
