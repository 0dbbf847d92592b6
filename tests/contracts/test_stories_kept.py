"""What every store keeps of stories: what was grouped, and what ranking made of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from glosswire.errors import NotFound
from glosswire.model import (
    Article,
    ArticleId,
    Copy,
    Edition,
    EditionSection,
    Failure,
    Grouped,
    Joined,
    Membership,
    Placed,
    Related,
    ScorePart,
    SourceId,
    Story,
    StoryId,
    Topic,
    Trend,
    Vector,
)
from glosswire.store.store import Store
from tests.contracts.test_stores import store as store
from tests.store.newsroom import DAY, HOUR, NOON, make_article, take_in, translate_all

PARTS = (ScorePart("sources", 3.0), ScorePart("rise", 0.5))


def named(name: str, minutes: int = 0, language: str = "de", source: str = "anzeiger") -> Article:
    return make_article(
        name,
        headline=f"Von {name}.",
        language=language,
        source_id=SourceId(source),
        published_at=NOON + timedelta(minutes=minutes),
        fetched_at=NOON + HOUR,
    )


def group(store: Store, name: str, story: str, of: str = "", by_english: bool = False, topic: str = "") -> None:
    article_id = ArticleId(name)
    copied = Copy(article_id, ArticleId(of), 0.9, "dpa") if of else None
    vector = Vector(article_id, "m1", name.encode())
    topics = (Topic(article_id, topic, 0.8),) if topic else ()
    membership = Membership(StoryId(story), article_id, 1.5)
    ties = ((ArticleId(of), 2.5),) if of else ()
    store.save_grouped([Grouped(1, by_english, membership, copied, vector, topics, ties)])


def fill(store: Store, *names: str, story: str = "s1") -> None:
    for turn, name in enumerate(names):
        take_in(store, named(name, turn))
        group(store, name, story)


def test_new_articles_wait_to_be_grouped_in_the_order_in_which_they_came(store: Store) -> None:
    for name in ("b", "a"):
        take_in(store, named(name))
    assert [item.account.id for item in store.ungrouped(9)] == ["b", "a"]
    (first,) = store.ungrouped(1)
    assert (first.account.title, first.account.english, first.membership) == ("Von b.", "", None)
    assert first.account.text.startswith("Die Regierung tagt")
    assert first.account.at == NOON
    group(store, "b", "s1")
    assert [item.account.id for item in store.ungrouped(9)] == ["a"]


def test_what_has_english_since_it_was_grouped_is_grouped_again_after_what_is_new(store: Store) -> None:
    fill(store, "a")
    translate_all(store, named("a"))
    take_in(store, named("b"))
    assert [(item.account.id, item.account.english) for item in store.ungrouped(9)] == [("b", ""), ("a", "VON A.")]
    assert store.ungrouped(9)[1].membership == Membership(StoryId("s1"), ArticleId("a"), 1.5)
    group(store, "a", "s1", by_english=True)
    assert [item.account.id for item in store.ungrouped(9)] == ["b"]


def test_a_revision_is_grouped_again_and_what_was_made_of_an_older_one_is_not_kept_for_it(store: Store) -> None:
    fill(store, "a")
    take_in(store, replace(named("a"), fingerprint="other"))
    (waiting,) = store.ungrouped(9)
    assert (waiting.article.revision, waiting.membership is not None) == (2, True)
    group(store, "a", "s2")
    assert len(store.ungrouped(9)) == 1
    assert [member.story_id for member in store.members_since(NOON - DAY)] == ["s1"]


def test_the_window_is_remembered_in_the_order_of_grouping(store: Store) -> None:
    fill(store, "c", "b", "a")
    assert store.newest_grouped() == NOON + timedelta(minutes=2)
    store.save_sweep([], [])
    group(store, "b", "s2", of="a")
    found = list(store.remembered(NOON - DAY))
    assert [item.account.id for item in found] == ["c", "a", "b"]
    assert [item.is_swept for item in found] == [True, True, False]
    assert found[2].membership.story_id == "s2"
    assert found[2].copy == Copy(ArticleId("b"), ArticleId("a"), 0.9, "dpa")
    assert found[2].vector == Vector(ArticleId("b"), "m1", b"b")
    assert [item.ties for item in found] == [(), (), ((ArticleId("a"), 2.5),)]
    assert store.last_seen() == NOON + HOUR
    assert list(store.remembered(NOON + DAY)) == []
    store.drop_vectors(NOON + DAY)
    assert [(item.vector, item.ties) for item in store.remembered(NOON - DAY)] == [(None, None)] * 3


def test_what_is_weighed_against_nothing_now_keeps_its_ties(store: Store) -> None:
    fill(store, "a", "b")
    group(store, "b", "s1", of="a")
    store.save_grouped([Grouped(1, True, Membership(StoryId("s1"), ArticleId("b")), ties=None)])
    assert [item.ties for item in store.remembered(NOON - DAY)] == [(), ((ArticleId("a"), 2.5),)]


def test_a_long_window_is_remembered_whole(store: Store) -> None:
    names = [f"n{n}" for n in range(1001)]
    with store.together():
        fill(store, *names)
    assert [item.account.id for item in store.remembered(NOON - DAY)] == names


def test_members_say_what_ranking_reads(store: Store) -> None:
    fill(store, "a", "b")
    group(store, "b", "s1", of="a")
    translate_all(store, named("a"))
    first, second = store.members_since(NOON - DAY)
    assert (first.article_id, first.story_id, first.english, first.grade) == ("a", "s1", "VON A.", "fair")
    assert (first.is_whole, second.is_whole, second.copy_of) == (True, False, "a")
    assert store.members_of([StoryId("s1")]) == (first, second)
    assert store.members_of([StoryId("s2")]) == ()
    assert store.members([ArticleId("b"), ArticleId("none")]) == (second,)


def test_a_story_is_told_as_it_was_saved_and_found_by_its_articles(store: Store) -> None:
    fill(store, "a", "b")
    assert store.story(StoryId("s1")).lead == "a"
    told = Story(
        StoryId("s1"), ArticleId("b"), NOON, NOON + HOUR, (ArticleId("a"), ArticleId("b")), ("de", "fr"), ("DE",), PARTS
    )
    store.save_stories([told])
    assert store.story(StoryId("s1")) == told
    assert store.story_of(ArticleId("b")) == told
    assert store.shared_stories(5) == (told,)
    assert (store.counts().stories, store.counts().ungrouped) == (1, 0)
    assert store.shared_stories(5, NOON + HOUR) == ()
    with pytest.raises(NotFound):
        store.story(StoryId("s9"))
    take_in(store, named("c"))
    assert store.story_of(ArticleId("c")) is None
    assert store.counts().ungrouped == 1


def test_of_a_story_of_very_many_reports_the_first_and_the_newest_are_named(store: Store) -> None:
    names = [f"n{n}" for n in range(510)]
    with store.together():
        fill(store, *names)
    assert store.story(StoryId("s1")).articles == (*names[:250], *names[-250:])
    with store.together():
        fill(store, *names[:500], story="s2")
    assert store.story(StoryId("s2")).articles == tuple(names[:500])


def test_shared_stories_of_one_time_go_on_after_the_last(store: Store) -> None:
    for n in range(5):
        ids = ArticleId(f"a{n}"), ArticleId(f"b{n}")
        fill(store, *ids, story=f"s{n}")
        store.save_stories([Story(StoryId(f"s{n}"), ids[0], NOON, NOON, ids, ("de",), ())])
    first = store.shared_stories(2)
    rest = store.shared_stories(9, NOON, first[-1].id)
    assert [story.id for story in (*first, *rest)] == ["s4", "s3", "s2", "s1", "s0"]
    assert store.shared_stories(9, NOON, StoryId("none")) == ()


def test_joined_stories_keep_their_addresses(store: Store) -> None:
    fill(store, "a", "b")
    fill(store, "c", story="s2")
    fill(store, "d", story="s3")
    store.save_sweep([Joined(StoryId("s3"), StoryId("s2"))], [])
    store.save_sweep([Joined(StoryId("s2"), StoryId("s1"))], [Membership(StoryId("s1"), ArticleId("c"))])
    assert store.story(StoryId("s2")).articles == ("a", "c", "d", "b")
    assert store.story(StoryId("s3")).id == "s1"
    assert store.shared_stories(5) == ()


def test_a_split_story_keeps_its_address_for_what_stays(store: Store) -> None:
    fill(store, "a", "b")
    store.save_sweep([], [Membership(StoryId("s2"), ArticleId("b"))])
    assert store.story(StoryId("s1")).articles == ("a",)
    assert store.story(StoryId("s2")).articles == ("b",)


def test_a_part_that_splits_off_again_under_the_address_it_had_is_found_there(store: Store) -> None:
    fill(store, "a", "b")
    part = Membership(StoryId("s2"), ArticleId("b"))
    store.save_sweep([], [part])
    store.save_sweep([Joined(StoryId("s2"), StoryId("s1"))], [part])  # joined, and split again at once
    assert store.story(StoryId("s2")).articles == ("b",)
    of = store.story_of(ArticleId("b"))
    assert of is not None
    assert of.id == "s2"
    assert store.story(StoryId("s1")).articles == ("a",)


def test_a_story_whose_last_report_went_to_another_leads_there(store: Store) -> None:
    fill(store, "a")
    fill(store, "b", "c", story="s2")
    fill(store, "d", story="s3")
    store.save_sweep([Joined(StoryId("s3"), StoryId("s2"))], [])
    for name in ("b", "c", "d"):
        group(store, name, "s1")
        assert store.story(StoryId("s2")).id == ("s1" if name == "d" else "s2")
    assert sorted(store.story(StoryId("s3")).articles) == ["a", "b", "c", "d"]


def test_what_is_grouped_is_named_and_its_failure_is_past(store: Store) -> None:
    take_in(store, named("a"))
    take_in(store, replace(named("b"), fingerprint="other"))
    for name in ("a", "b"):
        store.save_failure(Failure.of(name, "group", ValueError("odd"), NOON))
    made = [Grouped(turn, False, Membership(StoryId("s1"), ArticleId(name))) for turn, name in ((1, "a"), (2, "b"))]
    assert store.save_grouped(made) == {"a"}
    assert [failure.subject for failure in store.failures("group")] == ["b"]


def test_copies_are_found_by_their_story(store: Store) -> None:
    fill(store, "a", "b", "c")
    group(store, "b", "s1", of="a")
    copied = Copy(ArticleId("b"), ArticleId("a"), 0.9, "dpa")
    assert store.copies_in(StoryId("s1")) == (copied,)
    group(store, "b", "s1")
    assert store.copies_in(StoryId("s1")) == ()


def test_topics_are_listed_and_counted(store: Store) -> None:
    fill(store, "a", "b")
    group(store, "a", "s1", topic="t1")
    group(store, "b", "s1", topic="t1")
    assert store.topics_of(ArticleId("a")) == (Topic(ArticleId("a"), "t1", 0.8),)
    assert [listing.id for listing in store.on_topic("t1", 5)] == ["b", "a"]
    assert [listing.id for listing in store.on_topic("t1", 5, ArticleId("b"))] == ["a"]
    assert [(tally.name, tally.articles) for tally in store.topic_tallies(NOON)] == [("t1", 2)]
    assert store.topic_tallies(NOON + DAY) == ()
    assert [tally.articles for tally in store.topic_tallies(NOON, {"anzeiger"})] == [2]
    assert store.topic_tallies(NOON, {"other"}) == ()
    store.save_grouped(
        [
            Grouped(
                1,
                False,
                Membership(StoryId("s1"), ArticleId("a")),
                topics=(Topic(ArticleId("a"), "t1", 0.4), Topic(ArticleId("a"), "t2", 0.6)),
            )
        ]
    )
    assert store.first_topics(NOON) == {"a": "t2", "b": "t1"}
    assert store.first_topics(NOON + DAY) == {}
    group(store, "a", "s1")
    assert store.topics_of(ArticleId("a")) == ()


def test_lines_come_in_the_order_asked_for(store: Store) -> None:
    fill(store, "a", "b")
    ids = [ArticleId(name) for name in ("b", "none", "a")]
    assert [listing.id for listing in store.listings(ids)] == ["b", "a"]


def test_trends_and_neighbours_take_the_place_of_older_ones(store: Store) -> None:
    fill(store, "a", "b")
    fill(store, "c", story="s2")
    rising = [Trend(StoryId(name), 2.5, PARTS, (0, 1, 2)) for name in ("s2", "s1")]
    store.save_trends(rising, NOON)
    assert store.trends() == tuple(rising)
    store.save_trends(rising[:1], NOON)
    assert store.trends() == tuple(rising[:1])
    near = [Related(ArticleId("a"), ArticleId(other), 0.5, PARTS) for other in ("c", "b")]
    store.save_related({ArticleId("a"): near})
    assert store.related(ArticleId("a")) == tuple(near)
    store.save_related({ArticleId("a"): near[1:]})
    assert store.related(ArticleId("a")) == tuple(near[1:])


def test_an_edition_stays_as_it_was_frozen(store: Store) -> None:
    assert store.edition() is None
    placed = Placed(StoryId("s1"), ArticleId("a"), 2, 1.25, PARTS)
    first = Edition("2023-05-22T1200Z", NOON, (EditionSection("lead", (placed,)), EditionSection("t1", ())))
    later = Edition("2023-05-22T1300Z", NOON + HOUR, ())
    for edition in (first, later, replace(first, sections=())):
        store.save_edition(edition)
    assert store.edition(first.id) == first
    assert store.edition() == later
    assert store.editions(5) == (later, first)
    assert store.editions(5, NOON + HOUR) == (first,)
    with pytest.raises(NotFound):
        store.edition("2023")
