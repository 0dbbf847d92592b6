"""What is English: a list of words, and forms that come from them."""

import gzip
from functools import lru_cache
from importlib.resources import files

# Endings that English puts to a word of its list, with what they replace; for what lists lack ("downloader").
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ers", ""), ("ers", "e"), ("er", ""), ("er", "e"), ("ed", ""), ("ed", "e"),
    ("ing", ""), ("ing", "e"), ("ly", ""), ("ness", ""), ("ism", ""), ("ist", ""), ("ists", ""),
)  # fmt: skip

# What news in English says and the list lacks.
_MORE = frozenset(
    "haute couture femme fatale colorectal antisemitism antisemitic halal hijab jihadist jihadists burqa tsunami anime"
    " manga emoji emojis selfie selfies podcast blockchain crowdfunding cybersecurity startup startups lockdown"
    " coronavirus covid influencer influencers paraglider genocidal chemo mpox phage phages oligarch oligarchs".split()
)


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The 63,000 more usual words of English, in lower case (SCOWL up to size 50; see english.copyright.txt)."""
    packed = (files("glosswire.text.fidelity") / "english.txt.gz").read_bytes()
    return _MORE.union(gzip.decompress(packed).decode("utf-8").split())


@lru_cache(maxsize=16384)
def is_english(word: str) -> bool:
    """Whether a word in lower case is English: of the list, made from one by an ending, or of two put together."""
    known = english_words()
    if word in known:
        return True
    if any(word.endswith(tail) and word[: -len(tail)] + put in known for tail, put in _ENDINGS if len(word) > 5):
        return True
    return any(_stands(word[:cut]) and _stands(word[cut:]) for cut in range(4, len(word) - 3))


def _stands(part: str) -> bool:
    known = english_words()
    return part in known or (part.endswith("s") and part[:-1] in known)
