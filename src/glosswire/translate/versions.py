"""Name what made a translation, so that two engines that could answer differently have different names."""

import hashlib
import json
from collections.abc import Mapping


def name_version(engine: str, model: str, digest: str, settings: Mapping[str, object]) -> str:
    """`engine/model@digest/settings`: twelve digits of the model's digest, eight of a hash over the settings."""
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False, default=str)
    return f"{engine}/{model}@{digest[:12]}/{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def primary(tag: str) -> str:
    """A language tag's first part, in lower case: `zh-Hans` and `zh-TW` are `zh`."""
    return tag.partition("-")[0].lower()
