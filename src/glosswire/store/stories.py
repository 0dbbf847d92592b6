"""What grouping and ranking made of articles: stories, copies, topics, trends, front pages; in the caller's transaction.

It is long as its statements stand here in one place, each made once.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql  # its upserts compile for SQLite as well

from glosswire.errors import NotFound
from glosswire.model import (
    Account,
    ArticleId,
    Copy,
    Edition,
    Grade,
    Grouped,
    Joined,
    Listing,
    Member,
    Membership,
    Related,
    Remembered,
    Story,
    StoryId,
    Tally,
    Ties,
    Topic,
    Trend,
    Ungrouped,
    Vector,
)
from glosswire.store import feeds, reads, rows
from glosswire.store.schema import (
    article_engines,
    articles,
    copies,
    editions,
    engines,
    memberships,
    related,
    revisions,
    stories,
    ties,
    topics,
    trends,
    vectors,
)

_original = articles.alias("originals")
_told = (
    select(
        articles.c.id,
        articles.c.number,
        articles.c.headline,
        articles.c.published_at.label("listed_at"),
        articles.c.first_fetched_at,
        articles.c.grouped,
        revisions,
        memberships.c.number.label("turn"),
        memberships.c.score,
        stories.c.id.label("story_id"),
        copies.c.share,
        copies.c.agency.label("copied_from"),
        _original.c.id.label("copy_of"),
    )
    .join(revisions, (revisions.c.article == articles.c.number) & (revisions.c.revision == articles.c.revision))
    .outerjoin(memberships, memberships.c.article == articles.c.number)
    .outerjoin(stories, stories.c.number == memberships.c.story)
    .outerjoin(copies, copies.c.article == articles.c.number)
    .outerjoin(_original, _original.c.number == copies.c.of)
)
_new = _told.where(text("articles.grouped = 0")).order_by(articles.c.number).limit(bindparam("most"))
_translated = (
    _told.where(text("articles.grouped = 1 AND articles.headline <> ''"))
    .order_by(articles.c.number)
    .limit(bindparam("most"))
)  # both as the indexes of what is to be grouped have it
_window = (
    _told.add_columns(vectors.c.model, vectors.c.vector, memberships.c.swept, ties.c.packed.label("ties"))
    .outerjoin(vectors, vectors.c.article == articles.c.number)
    .outerjoin(ties, ties.c.article == articles.c.number)
    .where(memberships.c.seen_at >= bindparam("since"), memberships.c.number > bindparam("after"))
    .order_by(memberships.c.number)
    .limit(bindparam("most"))
)
_numbers = select(
    articles.c.id,
    articles.c.number,
    articles.c.shown,
    articles.c.published_at,
    articles.c.first_fetched_at,
    articles.c.revision,
).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_story_numbers = select(stories.c.id, stories.c.number).where(stories.c.id.in_(bindparam("ids", expanding=True)))
_story_number = select(stories.c.number).where(stories.c.id == bindparam("of"))
_begin_story = postgresql.insert(stories).on_conflict_do_nothing(index_elements=["id"])
_revive = (
    update(stories)
    .where(stories.c.id == bindparam("of"), stories.c.joined_to.is_not(None))
    .values(joined_to=None, lead=bindparam("by"))
)
_places = (
    select(memberships.c.article, memberships.c.story)
    .join(articles, articles.c.number == memberships.c.article)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)))
)
_drop_membership = delete(memberships).where(memberships.c.article == bindparam("of_article"))
_add_membership = insert(memberships)
_sweep = update(memberships).where(text("swept = 0")).values(swept=1)
_newest = select(func.max(memberships.c.at))
_last_seen = select(func.max(memberships.c.seen_at))
_drop_copy = delete(copies).where(copies.c.article == bindparam("of_article"))
_add_copy = insert(copies)
_put_vector = postgresql.insert(vectors).on_conflict_do_update(
    index_elements=["article"],
    set_={name: postgresql.insert(vectors).excluded[name] for name in ("at", "model", "vector")},
)
_drop_vectors = delete(vectors).where(vectors.c.at < bindparam("before"))
_put_ties = postgresql.insert(ties).on_conflict_do_update(
    index_elements=["article"], set_={name: postgresql.insert(ties).excluded[name] for name in ("at", "packed")}
)
_drop_ties = delete(ties).where(ties.c.at < bindparam("before"))
_drop_topics = delete(topics).where(topics.c.article == bindparam("of_article"))
_add_topic = insert(topics)
_mark = (
    update(articles)
    .where(articles.c.number == bindparam("of_article"), articles.c.revision == bindparam("at_revision"))
    .values(grouped=bindparam("how"))
)
_move = update(memberships).where(memberships.c.article == bindparam("of_article")).values(story=bindparam("to_story"))
_move_all = update(memberships).where(memberships.c.story == bindparam("of_story")).values(story=bindparam("to_story"))
_join = (
    update(stories).where(stories.c.number == bindparam("of_story")).values(joined_to=bindparam("to_story"), reports=0)
)
_join_empty = _join.where(~select(memberships.c.number).where(memberships.c.story == bindparam("of_story")).exists())
_follow = update(stories).where(stories.c.joined_to == bindparam("of_story")).values(joined_to=bindparam("to_story"))
_tell = (
    update(stories)
    .where(stories.c.number == bindparam("of_story"))
    .values(
        {
            name: bindparam(f"now_{name}")
            for name in ("lead", "lead_parts", "opened_at", "updated_at", "reports", "languages", "countries")
        }
    )
)
_members = (
    select(
        articles.c.id,
        articles.c.number,
        articles.c.revision,
        articles.c.source_id,
        articles.c.language,
        articles.c.original_headline,
        articles.c.headline,
        articles.c.standfirst,
        articles.c.section,
        articles.c.done,
        articles.c.sentences,
        articles.c.in_doubt,
        memberships.c.number.label("turn"),
        memberships.c.at,
        stories.c.id.label("story_id"),
        _original.c.id.label("copy_of"),
    )
    .join(memberships, memberships.c.article == articles.c.number)
    .join(stories, stories.c.number == memberships.c.story)
    .outerjoin(copies, copies.c.article == articles.c.number)
    .outerjoin(_original, _original.c.number == copies.c.of)
)
_members_since = _members.where(memberships.c.at >= bindparam("since")).order_by(memberships.c.at, memberships.c.number)
_members_of = _members.where(
    memberships.c.story.in_(select(stories.c.number).where(stories.c.id.in_(bindparam("ids", expanding=True))))
)
_members_in = _members.where(articles.c.id.in_(bindparam("ids", expanding=True)))
_graded = select(article_engines.c.article, engines.c.grade).join(engines, engines.c.number == article_engines.c.engine)
_grades_since = _graded.join(memberships, memberships.c.article == article_engines.c.article).where(
    memberships.c.at >= bindparam("since")
)
_grades_of = (
    _graded.join(memberships, memberships.c.article == article_engines.c.article)
    .join(stories, stories.c.number == memberships.c.story)
    .where(stories.c.id.in_(bindparam("ids", expanding=True)))
)
_grades_in = _graded.join(articles, articles.c.number == article_engines.c.article).where(
    articles.c.id.in_(bindparam("ids", expanding=True))
)
_final = stories.alias("final")
_story_columns = [column for column in _final.c if column.name != "joined_to"]
_lead = articles.alias("leads")
_story = (
    select(*_story_columns, _lead.c.id.label("lead_id"))
    .select_from(stories)
    .join(_final, _final.c.number == func.coalesce(stories.c.joined_to, stories.c.number))
    .join(_lead, _lead.c.number == _final.c.lead)
)
_story_by_id = _story.where(stories.c.id == bindparam("of"))
_story_of = (
    _story.join(memberships, memberships.c.story == stories.c.number)
    .join(articles, articles.c.number == memberships.c.article)
    .where(articles.c.id == bindparam("of"))
)
_stories_shared = (
    _story.where(
        text("stories.reports > 1"),  # as the index has it
        stories.c.updated_at <= bindparam("before"),
        (stories.c.updated_at < bindparam("before")) | (stories.c.number < bindparam("last")),
    )
    .order_by(stories.c.updated_at.desc(), stories.c.number.desc())  # as the index goes, backwards
    .limit(bindparam("most"))
)
_of_story = (
    select(articles.c.id)
    .join(memberships, memberships.c.article == articles.c.number)
    .where(memberships.c.story == bindparam("of"))
    .limit(bindparam("most"))
)
_articles_of = _of_story.order_by(memberships.c.at, memberships.c.number)
_newest_of = _of_story.order_by(memberships.c.at.desc(), memberships.c.number.desc())
_listed = select(articles).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_carriers = (
    select(articles.c.id, _original.c.id.label("copy_of"), copies.c.share, copies.c.agency)
    .join(copies, copies.c.article == articles.c.number)
    .join(_original, _original.c.number == copies.c.of)
)
_copies_in = (
    _carriers.join(memberships, memberships.c.article == articles.c.number)
    .join(stories, stories.c.number == memberships.c.story)
    .where(stories.c.id == bindparam("of"))
    .order_by(memberships.c.at, memberships.c.number)
)
_topics_of = (
    select(topics.c.code, topics.c.confidence)
    .join(articles, articles.c.number == topics.c.article)
    .where(articles.c.id == bindparam("of"))
    .order_by(topics.c.confidence.desc(), topics.c.code)
)
_on_topic = (
    select(articles)
    .join(topics, topics.c.article == articles.c.number)
    .where(topics.c.code == bindparam("of"), topics.c.shown >= bindparam("since"), topics.c.shown < bindparam("before"))
    .order_by(topics.c.shown.desc())
    .limit(bindparam("most"))
)
_topics_since = (
    select(articles.c.id, articles.c.source_id, topics.c.code, topics.c.confidence)
    .join(topics, topics.c.article == articles.c.number)
    .where(articles.c.shown >= bindparam("since"))
)
_drop_trends = delete(trends)
_add_trend = insert(trends)
_trends = (
    select(trends, stories.c.id.label("story_id"))
    .join(stories, stories.c.number == trends.c.story)
    .order_by(trends.c.turn)
)
_drop_related = delete(related).where(related.c.article == bindparam("of_article"))
_add_related = insert(related)
_other = articles.alias("others")
_related = (
    select(related.c.score, related.c.parts, _other.c.id.label("other_id"))
    .join(articles, articles.c.number == related.c.article)
    .join(_other, _other.c.number == related.c.other)
    .where(articles.c.id == bindparam("of"))
    .order_by(related.c.turn)
)
_add_edition = postgresql.insert(editions).on_conflict_do_nothing(index_elements=["id"])
_edition = select(editions).where(editions.c.id == bindparam("of"))
_last_edition = select(editions).order_by(editions.c.made_at.desc()).limit(1)
_editions = (
    select(editions)
    .where(editions.c.made_at < bindparam("before"))
    .order_by(editions.c.made_at.desc())
    .limit(bindparam("most"))
)

_CHUNK = 500  # rows that are read at once of the window, and ids that one statement names
MOST_TOLD = 500  # articles of a story that are named; where it has more, half of them the first, half the newest


# -- grouping


def ungrouped(connection: Connection, limit: int) -> tuple[Ungrouped, ...]:
    """Articles that were not grouped, the first that came in first; then those that have English since they were."""
    found = connection.execute(_new, {"most": limit}).all()
    if len(found) < limit:
        found = [*found, *connection.execute(_translated, {"most": limit - len(found)})]
    return tuple(Ungrouped(_account(row), rows.article(row), _membership(row), _copy_in(row)) for row in found)


def _account(row: rows.AnyRow) -> Account:
    """An article's account; its time is the listed one, so that what claims to be from the future is not."""
    article = rows.article(row)
    return Account(
        article.id,
        rows.from_us(row.listed_at),
        article.language.tag,
        article.headline,
        rows.words_of(article.blocks[1:]),
        row.headline,
        article.source_id,
        agency=article.agency,
        seen_at=rows.from_us(row.first_fetched_at),
    )


def _membership(row: rows.AnyRow) -> Membership | None:
    return None if row.turn is None else Membership(StoryId(row.story_id), ArticleId(row.id), row.score)


def _copy_in(row: rows.AnyRow) -> Copy | None:
    return None if row.copy_of is None else Copy(ArticleId(row.id), ArticleId(row.copy_of), row.share, row.copied_from)


def save_grouped(connection: Connection, grouped: Sequence[Grouped]) -> frozenset[ArticleId]:
    """Keep what grouping made of some articles, and say of which; what has another revision by now keeps waiting for it."""
    ids = {item.membership.article_id for item in grouped} | {item.copy.of for item in grouped if item.copy}
    known = {row.id: row for row in _in_chunks(connection, _numbers, ids)}
    fresh = [item for item in grouped if known[item.membership.article_id].revision == item.revision]
    kept = frozenset(item.membership.article_id for item in fresh)
    places = {row.article: row.story for row in _in_chunks(connection, _places, kept)}
    firsts: dict[StoryId, rows.AnyRow] = {}
    for item in fresh:
        firsts.setdefault(item.membership.story_id, known[item.membership.article_id])
    numbers = _stories_begun(connection, firsts)
    articles = [(item, known[item.membership.article_id]) for item in fresh]
    left = {
        places[row.number]: numbers[item.membership.story_id]
        for item, row in articles
        if places.get(row.number, numbers[item.membership.story_id]) != numbers[item.membership.story_id]
    }
    of = [{"of_article": article.number} for _, article in articles]
    _all(connection, _drop_membership, of)  # and not changed, as the window goes by the order of grouping
    _all(connection, _drop_copy, of)
    _all(connection, _drop_topics, of)
    _all(connection, _add_membership, [_membership_values(item, row, numbers) for item, row in articles])
    _all(
        connection,
        _add_copy,
        [
            {
                "article": row.number,
                "of": known[item.copy.of].number,
                "share": item.copy.share,
                "agency": item.copy.agency,
            }
            for item, row in articles
            if item.copy is not None
        ],
    )
    _all(
        connection, _put_vector, [_vector_values(item.vector, row) for item, row in articles if item.vector is not None]
    )
    _all(connection, _put_ties, [_ties_values(item.ties, row) for item, row in articles if item.ties is not None])
    _all(
        connection,
        _add_topic,
        [
            {"article": row.number, "code": topic.code, "confidence": topic.confidence, "shown": row.shown}
            for item, row in articles
            for topic in item.topics
        ],
    )
    marks = [(row.number, item.revision, 2 if item.by_english else 1) for item, row in articles]
    _all(connection, _mark, [dict(zip(("of_article", "at_revision", "how"), mark, strict=True)) for mark in marks])
    for of_story, to_story in left.items():  # a story whose last report went to another leads there
        values = {"of_story": of_story, "to_story": to_story}
        if connection.execute(_join_empty, values).rowcount:
            connection.execute(_follow, values)
    if kept:
        feeds.clear_failures(connection, sorted(kept), ("group",))
    return kept


def _membership_values(item: Grouped, row: rows.AnyRow, numbers: Mapping[str, int]) -> Mapping[str, object]:
    times = {"at": row.published_at, "seen_at": row.first_fetched_at}
    return {"article": row.number, **times, "story": numbers[item.membership.story_id], "score": item.membership.score}


def _vector_values(vector: Vector, row: rows.AnyRow) -> Mapping[str, object]:
    return {"article": row.number, "at": row.first_fetched_at, "model": vector.model, "vector": vector.values}


def _ties_values(kept: Ties, row: rows.AnyRow) -> Mapping[str, object]:
    return {"article": row.number, "at": row.first_fetched_at, "packed": json.dumps(dict(kept))}


def _ties_in(row: rows.AnyRow) -> Ties | None:
    if row.ties is None:
        return None
    return tuple((ArticleId(article_id), odds) for article_id, odds in json.loads(row.ties).items())


def _all(connection: Connection, statement: Executable, values: Sequence[Mapping[str, object]]) -> None:
    """Run a statement with each of some values, at once: one by one SQLAlchemy takes longer than SQLite."""
    if values:
        connection.execute(statement, values)


def _in_chunks(connection: Connection, statement: object, ids: Iterable[str]) -> Iterator[rows.AnyRow]:
    for some in rows.chunks(sorted(ids), _CHUNK):
        yield from connection.execute(statement, {"ids": some})  # type: ignore[call-overload]


def _stories_begun(connection: Connection, firsts: Mapping[StoryId, rows.AnyRow]) -> Mapping[str, int]:
    """The numbers of stories; those that are new, or had become others, begin with these articles."""
    for story_id, row in firsts.items():
        at = row.published_at
        connection.execute(
            _begin_story, {"id": story_id, "lead": row.number, "opened_at": at, "updated_at": at, "reports": 1}
        )
        connection.execute(_revive, {"of": story_id, "by": row.number})
    return {row.id: row.number for row in _in_chunks(connection, _story_numbers, firsts)}


def remembered(connection: Connection, since: int, after: int) -> tuple[tuple[Remembered, ...], int]:
    """Some accounts of the window, in the order of their grouping, and where to go on; 0 at the end."""
    found = connection.execute(_window, {"since": since, "after": after, "most": _CHUNK}).all()
    made = []
    for row in found:
        membership = _membership(row)
        assert membership is not None
        vector = None if row.vector is None else Vector(ArticleId(row.id), row.model, row.vector)
        made.append(Remembered(_account(row), membership, _copy_in(row), vector, bool(row.swept), _ties_in(row)))
    return tuple(made), found[-1].turn if len(found) == _CHUNK else 0


def save_sweep(connection: Connection, joined: Sequence[Joined], moved: Sequence[Membership]) -> None:
    """Keep what a sweep over the window made: stories that turned out to be others, then reports that moved."""
    named = {story_id for item in joined for story_id in (item.story_id, item.into)}
    numbers = {row.id: row.number for row in _in_chunks(connection, _story_numbers, named)}
    connection.execute(_sweep)
    for pair in joined:
        values = {"of_story": numbers[pair.story_id], "to_story": numbers[pair.into]}
        connection.execute(_move_all, values)
        connection.execute(_join, values)
        connection.execute(_follow, values)
    known = {row.id: row for row in _in_chunks(connection, _numbers, {item.article_id for item in moved})}
    firsts: dict[StoryId, rows.AnyRow] = {}
    for item in moved:
        firsts.setdefault(item.story_id, known[item.article_id])
    begun = _stories_begun(connection, firsts)
    for item in moved:
        connection.execute(_move, {"of_article": known[item.article_id].number, "to_story": begun[item.story_id]})


def newest_grouped(connection: Connection) -> datetime | None:
    """When the newest report that was grouped was published; None where nothing was."""
    return rows.from_us_or_none(connection.scalar(_newest))


def last_seen(connection: Connection) -> datetime | None:
    """When the last report that was grouped came in; None where nothing was."""
    return rows.from_us_or_none(connection.scalar(_last_seen))


def drop_vectors(connection: Connection, before: int) -> None:
    """Forget the vectors and the ties of articles that came in before a time."""
    connection.execute(_drop_vectors, {"before": before})
    connection.execute(_drop_ties, {"before": before})


# -- stories


def members_since(connection: Connection, since: int) -> tuple[Member, ...]:
    """All reports that were published since a time, the first first."""
    grades = _grades(connection.execute(_grades_since, {"since": since}))
    return tuple(_member(row, grades) for row in connection.execute(_members_since, {"since": since}))


def members(connection: Connection, ids: Collection[ArticleId]) -> tuple[Member, ...]:
    """Some articles as reports of their stories, the first first; those that were not grouped are left out."""
    found: list[rows.AnyRow] = []
    grades: dict[int, Sequence[Grade]] = {}
    for some in rows.chunks(sorted(ids), _CHUNK):
        found += connection.execute(_members_in, {"ids": some})
        grades |= _grades(connection.execute(_grades_in, {"ids": some}))
    return tuple(_member(row, grades) for row in sorted(found, key=lambda row: (row.at, row.turn)))


def members_of(connection: Connection, ids: Collection[StoryId]) -> tuple[Member, ...]:
    """The reports of some stories, the first first."""
    found: list[rows.AnyRow] = []
    grades: dict[int, Sequence[Grade]] = {}
    for some in rows.chunks(sorted(ids), _CHUNK):
        found += connection.execute(_members_of, {"ids": some})
        grades |= _grades(connection.execute(_grades_of, {"ids": some}))
    return tuple(_member(row, grades) for row in sorted(found, key=lambda row: (row.at, row.turn)))


def _grades(found: Iterable[rows.AnyRow]) -> Mapping[int, Sequence[Grade]]:
    grades: dict[int, list[Grade]] = {}
    for row in found:
        grades.setdefault(row.article, []).append(row.grade)
    return grades


def _member(row: rows.AnyRow, grades: Mapping[int, Sequence[Grade]]) -> Member:
    return Member(
        ArticleId(row.id),
        row.revision,
        StoryId(row.story_id),
        rows.from_us(row.at),
        row.source_id,
        row.language,
        row.original_headline,
        row.headline,
        rows.worst(grades.get(row.number, ())),
        row.done >= row.sentences,
        bool(row.in_doubt),
        bool(row.standfirst),
        row.section,
        None if row.copy_of is None else ArticleId(row.copy_of),
    )


def save_stories(connection: Connection, told: Sequence[Story]) -> None:
    """Keep what is told of stories as wholes."""
    numbers = {row.id: row.number for row in _in_chunks(connection, _story_numbers, {story.id for story in told})}
    leads = {row.id: row.number for row in _in_chunks(connection, _numbers, {story.lead for story in told})}
    for story in told:
        values = rows.story_values(story, leads[story.lead])
        connection.execute(_tell, {"of_story": numbers[story.id], **{f"now_{n}": v for n, v in values.items()}})


def story(connection: Connection, story_id: StoryId) -> Story:
    """A story, or the one that it turned out to be."""
    row = connection.execute(_story_by_id, {"of": story_id}).one_or_none()
    if row is None:
        raise NotFound(f"no story {story_id}")
    return _told_of(connection, row)


def story_of(connection: Connection, article_id: ArticleId) -> Story | None:
    """The story that an article reports; None where it was not grouped yet."""
    row = connection.execute(_story_of, {"of": article_id}).one_or_none()
    return None if row is None else _told_of(connection, row)


def shared_stories(connection: Connection, limit: int, before: int, last: StoryId | None) -> tuple[Story, ...]:
    """Stories with two reports and more, the latest news first; those of the time `before` that come after `last`, too."""
    number = 0 if last is None else connection.scalar(_story_number, {"of": last}) or 0
    found = connection.execute(_stories_shared, {"before": before, "last": number, "most": limit}).all()
    return tuple(_told_of(connection, row) for row in found)


def _told_of(connection: Connection, row: rows.AnyRow) -> Story:
    ids = list(connection.scalars(_articles_of, {"of": row.number, "most": MOST_TOLD}))
    if len(ids) == MOST_TOLD:
        half = MOST_TOLD // 2
        newest = list(connection.scalars(_newest_of, {"of": row.number, "most": half}))
        ids = list(dict.fromkeys((*ids[:half], *reversed(newest))))
    return rows.story(row, tuple(map(ArticleId, ids)))


def listings(connection: Connection, ids: Sequence[ArticleId]) -> tuple[Listing, ...]:
    """Lines of some articles, in this order; those that are not here are left out."""
    found = reads.listings_of(connection, list(_in_chunks(connection, _listed, set(ids))))
    by_id = {listing.id: listing for listing in found}
    return tuple(by_id[article_id] for article_id in ids if article_id in by_id)


def copies_in(connection: Connection, story_id: StoryId) -> tuple[Copy, ...]:
    """The reports of a story that are copies."""
    return tuple(map(_copy_record, connection.execute(_copies_in, {"of": story_id})))


def _copy_record(row: rows.AnyRow) -> Copy:
    return Copy(ArticleId(row.id), ArticleId(row.copy_of), row.share, row.agency)


# -- topics


def topics_of(connection: Connection, article_id: ArticleId) -> tuple[Topic, ...]:
    """What an article is about, the surest first."""
    return tuple(
        Topic(article_id, row.code, row.confidence) for row in connection.execute(_topics_of, {"of": article_id})
    )


def on_topic(connection: Connection, code: str, limit: int, before: int, since: int) -> tuple[Listing, ...]:
    """Articles on a topic, newest first."""
    values = {"of": code, "most": limit, "before": before, "since": since}
    return reads.listings_of(connection, connection.execute(_on_topic, values).all())


def topic_tallies(connection: Connection, since: int, of: Collection[str] | None) -> tuple[Tally, ...]:
    """How many articles of some sources since a place in the lists are on each topic, the most first."""
    found_since = connection.execute(_topics_since, {"since": since})
    counted = Counter(row.code for row in found_since if of is None or row.source_id in of)
    found = (Tally(code, count) for code, count in counted.items())
    return tuple(sorted(found, key=lambda tally: (-tally.articles, tally.name)))


def first_topics(connection: Connection, since: int) -> Mapping[ArticleId, str]:
    """The surest topic of each article since a place in the lists that has one."""
    found = sorted(connection.execute(_topics_since, {"since": since}), key=lambda row: (row.confidence, row.code))
    return {ArticleId(row.id): row.code for row in found}


# -- ranking


def save_trends(connection: Connection, rising: Sequence[Trend], made_at: datetime) -> None:
    """Keep what rises now, in place of what rose before."""
    numbers = {row.id: row.number for row in _in_chunks(connection, _story_numbers, {t.story_id for t in rising})}
    connection.execute(_drop_trends)
    for turn, trend in enumerate(rising):
        values = rows.trend_values(trend, turn, numbers[trend.story_id], made_at)
        connection.execute(_add_trend, values)


def read_trends(connection: Connection) -> tuple[Trend, ...]:
    """What rises, the most first."""
    return tuple(map(rows.trend, connection.execute(_trends)))


def save_related(connection: Connection, found: Mapping[ArticleId, Sequence[Related]]) -> None:
    """Keep what readers of some articles may like, in place of what was kept before."""
    named = {*found, *(item.other for items in found.values() for item in items)}
    numbers = {row.id: row.number for row in _in_chunks(connection, _numbers, named)}
    _all(connection, _drop_related, [{"of_article": numbers[article_id]} for article_id in found])
    _all(
        connection,
        _add_related,
        [
            {
                "article": numbers[article_id],
                "turn": turn,
                "other": numbers[item.other],
                "score": item.score,
                "parts": rows.parts_text(item.parts),
            }
            for article_id, items in found.items()
            for turn, item in enumerate(items)
        ],
    )


def read_related(connection: Connection, article_id: ArticleId) -> tuple[Related, ...]:
    """What readers of an article may like, the best first."""
    return tuple(
        Related(article_id, ArticleId(row.other_id), row.score, rows.parts_of(row.parts))
        for row in connection.execute(_related, {"of": article_id})
    )


def save_edition(connection: Connection, edition: Edition) -> None:
    """Freeze a front page; one of the same id is there already and stays."""
    connection.execute(_add_edition, rows.edition_values(edition))


def read_edition(connection: Connection, edition_id: str | None) -> Edition | None:
    """A front page, by default the last one; None where there is none yet."""
    asked = (
        connection.execute(_last_edition) if edition_id is None else connection.execute(_edition, {"of": edition_id})
    )
    row = asked.one_or_none()
    if row is None and edition_id is not None:
        raise NotFound(f"no edition {edition_id}")
    return None if row is None else rows.edition(row)


def read_editions(connection: Connection, limit: int, before: int) -> tuple[Edition, ...]:
    """Front pages, the last one first."""
    return tuple(map(rows.edition, connection.execute(_editions, {"before": before, "most": limit})))
