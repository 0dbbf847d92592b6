"""The sample press's wire copies are found on its pages' text, with their agency, and nothing else is."""

from datetime import timedelta

from glosswire.model import Account, ArticleId, Copy, SourceId
from glosswire.sample.library import Story, publishers, stories
from glosswire.stories.copies import Copies

LANGUAGE_OF = {publisher.id: publisher.language for publisher in publishers()}


def account(story: Story) -> Account:
    text = "\n".join((story.standfirst, *(block.text for block in story.blocks)))
    source, credits = SourceId(story.publisher), (story.agency,) if story.agency else ()
    at, language = story.published_at, LANGUAGE_OF[story.publisher]
    return Account(ArticleId(story.stem), at, language, story.headline, text, source=source, agency=credits)


def found() -> dict[str, Copy | None]:
    copies = Copies(timedelta(days=3))
    ordered = sorted(stories(), key=lambda story: (story.published_at, story.stem))
    return {story.stem: copies.add(account(story)) for story in ordered}


def test_exactly_the_wire_copies_are_found_each_with_its_original_and_agency() -> None:
    wanted = {story.stem: (story.copy_of, story.agency) for story in stories() if story.copy_of}
    assert {stem: (copy.of, copy.agency) for stem, copy in found().items() if copy} == wanted
    assert len({LANGUAGE_OF[story.publisher] for story in stories() if story.copy_of}) >= 4
