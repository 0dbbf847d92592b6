"""A story's reports as far as they are shown: each text once, with those who carry it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glosswire.model import ArticleId, Copy, Story
from glosswire.serve.lists import Listed
from glosswire.serve.present import line, moment
from glosswire.serve.story_views import StoryLine, StoryNote
from glosswire.serve.tongues import country_name, tongue


@dataclass(frozen=True, slots=True)
class Text:
    """A report with a text of its own, who else carries it, and the agency that it is from, where that is known."""

    item: Listed
    carriers: tuple[Listed, ...] = ()
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A story with its texts in the order of time; `lead` stands for it."""

    story: Story
    lead: Listed
    texts: tuple[Text, ...]

    @property
    def items(self) -> tuple[Listed, ...]:
        """All reports, carriers behind what they carry."""
        return tuple(item for text in self.texts for item in (text.item, *text.carriers))

    @property
    def carriers(self) -> int:
        """How many reports carry another's text."""
        return sum(len(text.carriers) for text in self.texts)

    @property
    def sources(self) -> int:
        """How many sources have a text of their own."""
        return len({text.item.source.id for text in self.texts})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts, from the most frequent."""
        return _by_number(text.item.listing.language for text in self.texts)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the texts' sources, from the most frequent."""
        return _by_number(text.item.source.country for text in self.texts)


def gather(story: Story, items: Sequence[Listed], copies: Iterable[Copy]) -> Gathered | None:
    """Put a story's shown reports, in the order of time, behind the texts that they carry; None where none is shown."""
    if not items:
        return None
    known = {copy.article_id: copy for copy in copies}
    heads = _heads([item.listing.id for item in items], known)
    by_head: dict[ArticleId, list[Listed]] = {}
    for item in items:
        by_head.setdefault(heads[item.listing.id], []).append(item)
    texts = tuple(_text(head, carried, known) for head, carried in by_head.items())
    lead = next((item for item in items if item.listing.id == story.lead), None) or _best(texts)
    return Gathered(story, lead, texts)


def _heads(ids: Sequence[ArticleId], copies: Mapping[ArticleId, Copy]) -> Mapping[ArticleId, ArticleId]:
    """For each report, in the order of time, the first that was published with its text.

    That need not be the one that came in first, whose copies the others were found to be.
    """
    first: dict[ArticleId, ArticleId] = {}
    return {article_id: first.setdefault(_root(article_id, copies), article_id) for article_id in ids}


def _root(article_id: ArticleId, copies: Mapping[ArticleId, Copy]) -> ArticleId:
    seen = set[ArticleId]()
    while (copy := copies.get(article_id)) is not None and article_id not in seen:
        seen.add(article_id)
        article_id = copy.of
    return article_id


def _text(head: ArticleId, items: Sequence[Listed], copies: Mapping[ArticleId, Copy]) -> Text:
    item = next(item for item in items if item.listing.id == head)
    carriers = tuple(other for other in items if other is not item)
    agencies = (copies[o.listing.id].agency for o in items if o.listing.id in copies)
    return Text(item, carriers, next(filter(None, agencies), ""))


def _best(texts: Sequence[Text]) -> Listed:
    return next((t.item for t in texts if line(t.item.listing, t.item.source).is_ready), texts[0].item)


def _by_number(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in Counter(name for name in names if name).most_common())


# -- in words


def amount(number: int, one: str, several: str = "") -> str:
    """A number of things: `1 report`, `7 reports`."""
    return f"{number} {one}" if number == 1 else f"{number} {several or one + 's'}"


def note_of(found: Gathered) -> StoryNote:
    """A story in a word."""
    text = f"{amount(len(found.texts), 'report')} from {amount(found.sources, 'source')}"
    languages = len(found.languages)
    text += f" in {languages} languages" if languages > 1 else f" in {tongue(found.languages[0]).name}"
    return StoryNote(f"/story/{found.story.id}", text)


def story_line(found: Gathered) -> StoryLine:
    """A story in a list."""
    carried = f"{amount(found.carriers, 'more carries', 'more carry')} a text of it" if found.carriers else ""
    return StoryLine(
        found.story.id,
        note_of(found),
        line(found.lead.listing, found.lead.source),
        tuple(tongue(tag) for tag in found.languages),
        tuple(country_name(code) for code in found.countries),
        carried,
        moment(max(item.listing.published_at for item in found.items), ""),
    )
