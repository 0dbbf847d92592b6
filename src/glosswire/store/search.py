"""Full text over the English and the original: the one place where databases differ.

SQLite has FTS5. Its tokenizer knows no words in scripts that are written without spaces, so that Chinese, Japanese,
Thai and their like are indexed as overlapping pairs of characters made here; a query goes through the same words().
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import Connection, TextClause, text

# Scripts without spaces between words: Thai to Myanmar, Khmer, kana, Han, Yi.
_UNSPACED = (
    r"\u0e01-\u0eff\u0f40-\u0fff\u1000-\u109f\u1780-\u17d3\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
_RUN_OR_REST = re.compile(f"(?P<run>[{_UNSPACED}]+)|[^{_UNSPACED}]+")
# What some write and others leave out: accents, Hebrew niqqud, Arabic harakat, dagger alif, the stretching tatweel.
_LEFT_OUT = dict.fromkeys(
    [*range(0x0300, 0x0370), *range(0x0591, 0x05BE), *range(0x064B, 0x0653), 0x0640, 0x0670, 0x200C, 0x200D, 0x00AD]
)
_PART = re.compile(r'"([^"]*)"|(\S+)')
_MOST_PARTS = 12
_MOST_CHARACTERS = 200

CREATE = (
    "CREATE VIRTUAL TABLE articles_text USING fts5(headline, body, original, "
    "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
)
"""As the first migration has it; marks count as letters, or Hindi vowels would cut words apart."""

_PUT = text("INSERT INTO articles_text (rowid, headline, body, original) VALUES (:shown, :headline, :body, :original)")
_DROP = text("DELETE FROM articles_text WHERE rowid = :shown")
_NEWEST = text(
    "SELECT rowid FROM articles_text WHERE articles_text MATCH :query AND rowid >= :since AND rowid < :before "
    "ORDER BY rowid DESC LIMIT :most"
)
_BEST = text(
    "SELECT rowid FROM articles_text WHERE articles_text MATCH :query AND rowid >= :since AND rowid < :before "
    "ORDER BY bm25(articles_text, 8.0, 1.0, 1.0), rowid DESC LIMIT :most"
)  # a word of a headline counts eight times: it names the matter, where a body mentions it


def words(written: str) -> str:
    """Text as it is indexed: without case, accents and points, unspaced scripts in pairs of characters."""
    return _RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", _folded(written))


def _folded(written: str) -> str:
    apart = unicodedata.normalize("NFKD", written.casefold())
    return unicodedata.normalize("NFC", apart.translate(_LEFT_OUT))


def _pairs(run: str) -> Iterator[str]:
    """Each two neighbours, and the last character alone, so that any single one starts a token."""
    yield from map("".join, pairwise(run))
    yield run[-1]


def match_of(asked: str) -> str:
    """The FTS5 query for what a reader typed; empty where it holds no word.

    All words must occur; "quoted words" stand together; a minus before a word excludes it; a star after it, or a
    single character of an unspaced script, matches what begins so. Nothing else has a meaning.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    parts = _PART.finditer(asked[:_MOST_CHARACTERS])
    for _, part in zip(range(_MOST_PARTS), parts, strict=False):
        phrase, word = part[1], part[2]
        if phrase is not None:
            wanted.append(_quoted(phrase))
        elif word.startswith("-") and len(word) > 1:
            unwanted.append(_quoted(word[1:]))
        else:
            wanted.append(_quoted(word.rstrip("*"), starts=word.endswith("*")))
    asked_for = " AND ".join(filter(None, wanted))
    without = " OR ".join(filter(None, unwanted))
    return f"({asked_for}) NOT ({without})" if asked_for and without else asked_for


def _quoted(phrase: str, starts: bool = False) -> str:
    """Phrases of FTS5 with nothing in them but letters and digits; empty where there are none.

    Each unspaced run is a phrase of its own: in the index its last character stands alone behind it.
    """
    spaced = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in _folded(phrase))
    phrases: list[str] = []
    for part in _RUN_OR_REST.finditer(spaced):
        tokens = tuple(map("".join, pairwise(part["run"]))) if part["run"] else tuple(part[0].split())
        if tokens:
            phrases.append(f'"{" ".join(tokens)}"')
        elif part["run"]:
            phrases.append(f'"{part["run"]}" *')
    if starts and phrases:
        phrases[-1] = phrases[-1].removesuffix(" *") + " *"
    return f"({' AND '.join(phrases)})" if phrases else ""


def put(connection: Connection, shown: int, headline: str, body: str, original: str) -> None:
    """Index an article in place of what was indexed for it."""
    connection.execute(_DROP, {"shown": shown})
    values = {"shown": shown, "headline": words(headline), "body": words(body), "original": words(original)}
    connection.execute(_PUT, values)


def drop(connection: Connection, shown: int) -> None:
    """Take an article out of the index."""
    connection.execute(_DROP, {"shown": shown})


def find(connection: Connection, asked: str, since: int, before: int, most: int, best: bool) -> tuple[int, ...]:
    """The `shown` of articles that match, newest first, or best first."""
    query = match_of(asked)
    if not query:
        return ()
    statement: TextClause = _BEST if best else _NEWEST
    found = connection.execute(statement, {"query": query, "since": since, "before": before, "most": most})
    return tuple(found.scalars())
