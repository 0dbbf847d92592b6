"""Measure topics: `python docs/measure/topics.py PRESS SIB200`.

PRESS is a folder of pages with a `truth.jsonl` that names them and their addresses; SIB200 has lines of `id`, `language`,
`topic` and `text`. Of the press, the text's topic is held to those that section, address and keywords say; of SIB-200, the
classes that are an IPTC topic (geography is none: it ought to be unsorted).
"""

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from glosswire.errors import GlosswireError
from glosswire.intake.extract import Hint, extract
from glosswire.model import Article, ArticleId, Block, Language, Page, SourceId
from glosswire.stories.embed import Encoder
from glosswire.stories.topics import Topics, topics

CLASSES = {
    "science/technology": "science",
    "travel": "lifestyle",
    "politics": "politics",
    "sports": "sport",
    "health": "health",
    "entertainment": "arts",
    "geography": "",
}
TAGS = {"eng": "en", "deu": "de", "rus": "ru", "zho": "zh-Hans", "arb": "ar", "tur": "tr", "hin": "hi"}
AT = datetime(2026, 1, 1, tzinfo=UTC)


def articles(folder: Path) -> Iterator[Article]:
    """The press's pages that can be read."""
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        body = gzip.decompress((folder / truth["page"]).read_bytes())
        try:
            yield extract(Page(truth["url"], truth["url"], 200, "text/html", "", body, AT), Hint(SourceId("s")))
        except GlosswireError as error:
            print(f"  {truth['page']}: {error}")


def bare(article: Article) -> Article:
    """The article without what its publisher says of it."""
    return replace(article, section="", keywords=(), url="https://example.org/a")


def slugs(found: Topics, article: Article, english: str = "") -> list[str]:
    """The topics' slugs, the surest first."""
    return [topics()[topic.code].slug for topic in found.of(article, english)]


def press(folder: Path, encoder: Encoder) -> None:
    """Say how many pages get a topic by what, and how often the text's is one of the publisher's."""
    stated, whole = Topics(), Topics(encoder)
    read = list(articles(folder))
    said = {
        a.id: slugs(stated, replace(a, blocks=(Block("headline", "."),))) for a in read
    }  # no text: what the publisher says
    print(f"press: {len(read)} pages; by the publisher's words {sum(map(bool, said.values()))}", end="")
    print(f"; with the text {sum(bool(slugs(whole, a)) for a in read)}, without an encoder", end=" ")
    print(sum(bool(slugs(stated, a)) for a in read))
    for name, judge in (("encoder", whole), ("words", stated)):
        found = [(slugs(judge, bare(a)), said[a.id]) for a in read]
        told = [(text, own) for text, own in found if text and own]
        right = sum(text[0] in own for text, own in told)
        owned = sum(bool(own) for _, own in found)
        print(
            f"  text alone, {name}: of {owned} with a section {len(told)} sorted, {right} as the section says", end=""
        )
        print(f"; of {len(found) - owned} without one {sum(bool(text) for text, own in found if not own)}")


def sib200(path: Path, encoder: Encoder) -> None:
    """Say how many sentences get a topic, and the right one, by language and half."""
    judges = {"encoder": Topics(encoder), "words": Topics()}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    english = {row["id"].partition("-")[2]: row["text"] for row in rows if row["language"] == "eng_Latn"}
    for half in (0, 1):
        for language in dict.fromkeys(row["language"] for row in rows):
            mine = [r for r in rows if r["language"] == language and int(r["id"].rpartition("-")[2]) % 2 == half]
            for name, judge in judges.items():
                found = []
                for row in mine:
                    tag = Language(TAGS[language[:3]], 1.0)
                    a = Article(
                        ArticleId("a"), SourceId("s"), "https://a/b", (Block("headline", row["text"]),), tag, AT, "f"
                    )
                    found.append((slugs(judge, a, english.get(row["id"].partition("-")[2], "")), CLASSES[row["topic"]]))
                mapped = [(got, want) for got, want in found if want]
                sorted_, right = sum(bool(g) for g, _ in mapped), sum(want in got[:1] for got, want in mapped)
                stray = sum(bool(got) for got, want in found if not want)
                print(
                    f"{'even' if half == 0 else 'odd'} {language} {name}: {len(mapped)} texts, {sorted_} sorted",
                    end=" ",
                )
                print(f"{right} right; geography {stray} of {len(found) - len(mapped)} sorted")


if __name__ == "__main__":
    one = Encoder()
    press(Path(sys.argv[1]), one)
    sib200(Path(sys.argv[2]), one)
