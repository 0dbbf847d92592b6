"""A story's reports as far as they are shown: each text once, with those who carry it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from glosswire.model import ArticleId, Copy, Member, Source, Story
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
class Counted:
    """How many reports of a story are shown; languages and countries are the texts', from the most frequent."""

    texts: int
    carriers: int
    sources: int
    languages: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """A story with its texts in the order of time; `lead` stands for it.

    Of a story with very many reports the texts are some of the first and of the newest; `counted` is of all.
    """

    story: Story
    lead: Listed
    texts: tuple[Text, ...]
    counted: Counted

    @property
    def items(self) -> tuple[Listed, ...]:
        """All reports that were read, carriers behind what they carry."""
        return tuple(item for text in self.texts for item in (text.item, *text.carriers))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts, from the most frequent."""
        return tuple(tag for tag, _ in self.counted.languages)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the texts' sources, from the most frequent."""
        return tuple(code for code, _ in self.counted.countries)


@dataclass(frozen=True, slots=True)
class _Told:
    """A report as it is counted."""

    id: ArticleId
    source_id: str
    country: str
    language: str
    at: datetime


def gather(
    story: Story, items: Sequence[Listed], copies: Iterable[Copy], counted: Counted | None = None
) -> Gathered | None:
    """Put a story's shown reports, in the order of time, behind the texts that they carry; None where none is shown.

    `counted`: of all its reports, where these are not all.
    """
    if not items:
        return None
    known = {copy.article_id: copy for copy in copies}
    heads = _heads([item.listing.id for item in items], {copy.article_id: copy.of for copy in known.values()})
    by_head: dict[ArticleId, list[Listed]] = {}
    for item in items:
        by_head.setdefault(heads[item.listing.id], []).append(item)
    texts = tuple(_text(head, carried, known) for head, carried in by_head.items())
    lead = next((item for item in items if item.listing.id == story.lead), None) or _best(texts)
    return Gathered(story, lead, texts, counted or _count([_told(item) for item in items], heads))


def count_members(members: Sequence[Member], sources: Mapping[str, Source]) -> Counted | None:
    """Count all reports of a story, in the order of time, that are of these sources; None where there are none."""
    told = [
        _Told(m.article_id, m.source_id, sources[m.source_id].country, m.language, m.at)
        for m in members
        if m.source_id in sources
    ]
    copy_of = {member.article_id: member.copy_of for member in members if member.copy_of}
    return _count(told, _heads([item.id for item in told], copy_of)) if told else None


def _told(item: Listed) -> _Told:
    listing, source = item.listing, item.source
    return _Told(listing.id, source.id, source.country, listing.language, listing.published_at)


def _count(told: Sequence[_Told], heads: Mapping[ArticleId, ArticleId]) -> Counted:
    texts = [item for item in told if heads[item.id] == item.id]
    return Counted(
        len(texts),
        len(told) - len(texts),
        len({text.source_id for text in texts}),
        _by_number(text.language for text in texts),
        _by_number(text.country for text in texts),
        min(item.at for item in told),
        max(item.at for item in told),
    )


def _heads(ids: Sequence[ArticleId], copy_of: Mapping[ArticleId, ArticleId]) -> Mapping[ArticleId, ArticleId]:
    """For each report, in the order of time, the first that was published with its text.

    That need not be the one that came in first, whose copies the others were found to be.
    """
    first: dict[ArticleId, ArticleId] = {}
    return {article_id: first.setdefault(root_of(article_id, copy_of), article_id) for article_id in ids}


def root_of(article_id: ArticleId, copy_of: Mapping[ArticleId, ArticleId]) -> ArticleId:
    """The report whose text one carries, itself where it is none's copy; `copy_of`: what each copy is of."""
    seen = set[ArticleId]()
    while (of := copy_of.get(article_id)) is not None and article_id not in seen:
        seen.add(article_id)
        article_id = of
    return article_id


def _text(head: ArticleId, items: Sequence[Listed], copies: Mapping[ArticleId, Copy]) -> Text:
    item = next(item for item in items if item.listing.id == head)
    carriers = tuple(other for other in items if other is not item)
    agencies = (copies[o.listing.id].agency for o in items if o.listing.id in copies)
    return Text(item, carriers, next(filter(None, agencies), ""))


def _best(texts: Sequence[Text]) -> Listed:
    return next((t.item for t in texts if line(t.item.listing, t.item.source).is_ready), texts[0].item)


def _by_number(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(name for name in names if name).most_common())


# -- in words


def amount(number: int, one: str, several: str = "") -> str:
    """A number of things: `1 report`, `7 reports`."""
    return f"{number} {one}" if number == 1 else f"{number} {several or one + 's'}"


def note_of(found: Gathered) -> StoryNote:
    """A story in a word."""
    text = f"{amount(found.counted.texts, 'report')} from {amount(found.counted.sources, 'source')}"
    languages = len(found.languages)
    text += f" in {languages} languages" if languages > 1 else f" in {tongue(found.languages[0]).name}"
    return StoryNote(f"/story/{found.story.id}", text)


def story_line(found: Gathered) -> StoryLine:
    """A story in a list."""
    carriers = found.counted.carriers
    carried = f"{amount(carriers, 'more carries', 'more carry')} a text of it" if carriers else ""
    return StoryLine(
        found.story.id,
        note_of(found),
        line(found.lead.listing, found.lead.source),
        tuple(tongue(tag) for tag in found.languages),
        tuple(country_name(code) for code in found.countries),
        carried,
        moment(found.counted.last, ""),
    )
