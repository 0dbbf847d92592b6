"""Every article of the sample press gets a topic that it is about, or none, with an encoder and without one."""

from dataclasses import replace

import pytest

from glosswire.model import Article, Block
from glosswire.sample.library import Story, publishers, stories
from glosswire.stories.embed import Encoder
from glosswire.stories.topics import Topics, topics
from tests.stories.test_topics import article

LANGUAGES = {publisher.id: publisher.language for publisher in publishers()}
# What each event is about, in the eyes of one reader or another.
ABOUT = {
    "armenia-icc": "crime politics",
    "artemis-1": "science",
    "chandrayaan-3": "science",
    "croatia-euro-schengen": "economy politics",
    "csto-2023-05-22": "politics conflict",
    "finland-nato": "politics conflict",
    "germany-nuclear-exit": "economy environment politics science",
    "india-most-populous": "society",
    "jwst-first-images": "science",
    "kakhovka-2023-06-06": "disaster conflict",
    "nobel-2023-literature": "arts",
    "nobel-2023-medicine": "science health",
    "nobel-2023-peace": "politics society crime conflict human-interest",
    "notre-dame-reopening": "arts religion",
    "shenzhou-16": "science",
    "turkey-syria-earthquake-2023": "disaster",
    "womens-world-cup-2023": "sport",
}


def as_article(story: Story) -> Article:
    found = article(story.section, LANGUAGES[story.publisher])
    body = (Block("paragraph", piece.text) for piece in story.blocks if piece.kind == "paragraph")
    lead = (Block("standfirst", story.standfirst),) if story.standfirst else ()
    return replace(found, blocks=(Block("headline", story.headline), *lead, *body))


@pytest.mark.parametrize("judge", [Topics(), Topics(Encoder())], ids=["words", "encoder"])
def test_each_article_of_the_sample_press_has_a_right_topic_or_none(judge: Topics) -> None:
    sorted_count = 0
    for story in stories():
        found = [topics()[topic.code].slug for topic in judge.of(as_article(story))]
        assert set(found) <= set(ABOUT[story.event].split()), (story.stem, found)
        sorted_count += bool(found)
    assert sorted_count >= len(stories()) // 2
