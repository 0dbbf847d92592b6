"""What is English: words that any paper writes, those that are only written with a capital, and forms made of them.

The list is SCOWL's (see english.copyright.txt), packed by `tools/make_names.py`.
"""

import gzip
from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

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


@lru_cache(maxsize=16384)
def is_ordinary(word: str) -> bool:
    """Whether English writes the word in lower case too, so that a capital proves nothing (SCOWL up to size 60)."""
    return _holds(_numbers()[0], word.casefold())


@lru_cache(maxsize=16384)
def is_name(word: str) -> bool:
    """Whether English knows the word as a name (SCOWL up to size 80)."""
    return _holds(_numbers()[1], word.casefold())


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The 63,000 more usual words of English, in lower case (SCOWL up to size 50)."""
    return _MORE.union(_section("usual"))


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


def packed(word: str) -> int:
    """A word as a number that stands for it; of two million pairs of words one has the same."""
    return crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1)
def _numbers() -> tuple["array[int]", "array[int]"]:
    words = (*_section("usual"), *_section("words"))
    return (
        array("L", sorted({packed(word) for word in words})),
        array("L", sorted({packed(name.casefold()) for name in _section("names")})),
    )


def _holds(numbers: "array[int]", word: str) -> bool:
    number = packed(word)
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def _section(name: str) -> list[str]:
    text = gzip.decompress(files(__package__).joinpath("english.txt.gz").read_bytes()).decode("utf-8")
    return text.partition(f"#{name}\n")[2].partition("#")[0].split()
