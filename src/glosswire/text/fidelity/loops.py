"""Words and phrases that the English says again and again."""

import re
from collections.abc import Iterator, Sequence

from glosswire.model import Finding, Severity
from glosswire.text.fidelity.pair import Pair

_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
# Words that good English puts twice in a row.
_TWICE = frozenset(
    "had that very so no bye ha her is do in on really long far much many more too yes well now blah la na bang knock ho"
    " night there here please wait go come out up ever win wow oh hey hear tut hush ta cha big old just never what".split()
)
_TWIN = re.compile(r"(?<!\w)(\w{2,})\W{1,3}\1(?!\w)|([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,4})\2")
_RUN = re.compile(r"([^\W\d_])\1{4,}|([^\w\s.·_*=~-])\2{4,}")


def repetition(pair: Pair) -> Iterator[Finding]:
    """Find what stands twice in a row, and loops of phrases, where the source has no such thing."""
    tokens = list(_TOKEN.finditer(pair.target))
    words = [token.group().lower() for token in tokens]
    size, times, at = _longest_loop(words, tokens, pair.target)
    if size and not _source_repeats(pair, times):
        said = " ".join(token.group() for token in tokens[at : at + size])
        severity: Severity = "critical" if times > 3 or size * (times - 1) > 8 else "minor"
        yield Finding("repetition", severity, f"“{said}” stands {_times(times)} in a row.")
    elif (run := _RUN.search(pair.target)) and not _RUN.search(pair.source):
        yield Finding("repetition", "minor", f"A character is repeated: “{run.group()[:12]}”.")


def _longest_loop(words: Sequence[str], tokens: Sequence[re.Match[str]], text: str) -> tuple[int, int, int]:
    """How many words are repeated, how many times they stand, and where they begin; zeros where nothing loops."""
    if len(set(words)) == len(words):
        return 0, 0, 0
    for size in (1, 2, 3, 4, 5, 6, 8, 10, 12):
        for at in range(len(words) - 2 * size + 1):
            if words[at] != words[at + size] or words[at : at + size] != words[at + size : at + 2 * size]:
                continue
            times = 2
            while words[at + times * size : at + (times + 1) * size] == words[at : at + size]:
                times += 1
            if _is_loop(words[at : at + size], times, text[tokens[at + size - 1].end() : tokens[at + size].start()]):
                return size, times, at
    return 0, 0, 0


def _is_loop(words: Sequence[str], times: int, between: str) -> bool:
    """Whether so many times is too many; single words and pairs may well stand twice, with a comma or for stress."""
    if len(words) == 1:
        if between.strip():
            return times > 4
        return times > 3 if words[0] in _TWICE or len(words[0]) == 1 else times > 1
    if len(words) == 2:
        return times > 2 or not (
            between.strip() or words[0] in _TWICE or words[1] in ("and", "by", "to", "after", "or")
        )
    return times > 1


def _source_repeats(pair: Pair, times: int) -> bool:
    """Whether the source has a word or syllable twice in a row itself: a name, a stress, a stammer."""
    return times < 4 and bool(_TWIN.search(pair.source_folded))


def _times(times: int) -> str:
    return {2: "twice", 3: "three times"}.get(times, f"{times} times")
