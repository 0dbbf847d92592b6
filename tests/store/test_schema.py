"""The migrations make the tables that the code reads, and no frequent question reads a whole table."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement

from glosswire.errors import SchemaTooNew
from glosswire.model import (
    ArticleId,
    Back,
    Edition,
    Failure,
    Finding,
    Grouped,
    Joined,
    Membership,
    Related,
    SourceId,
    Stated,
    StoryId,
    Topic,
    Trend,
    Vector,
)
from glosswire.store import (
    articles,
    backs,
    checks,
    corrections,
    english,
    feeds,
    likes,
    pending,
    reads,
    search,
    stories,
    terms,
)
from glosswire.store.schema import MIGRATIONS, VERSION, metadata, migrate, version_of
from glosswire.store.store import Store, open_store
from tests.store.newsroom import (
    DAY,
    ENGINE,
    FEED,
    NOON,
    english_of,
    entry,
    fail_at,
    make_article,
    spans,
    take_in,
    translate_all,
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def test_migrations_make_the_tables_of_the_schema(connection: Connection) -> None:
    migrate(connection)

    def is_ours(name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and (name or "").startswith("articles_text"))

    context = MigrationContext.configure(connection, opts={"include_name": is_ours})
    assert compare_metadata(context, metadata) == []
    assert version_of(connection) == VERSION


def test_the_version_is_that_of_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]


def test_the_index_of_words_is_made_as_search_expects(connection: Connection) -> None:
    migrate(connection)
    made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'articles_text'"))
    assert made == search.CREATE


def test_a_store_of_the_first_version_keeps_all_it_has(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    engine = create_engine(url)
    with engine.begin() as opened:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = opened
        command.upgrade(config, "0001")
        opened.execute(
            text(
                "INSERT INTO articles (id, shown, revision, fingerprint, source_id, url, language, original_headline,"
                " headline, published_at, first_fetched_at, fetched_at, sentences, done, worth)"
                " VALUES ('old', 1, 1, 'f', 's', 'https://s.example/old', 'de', 'Alt.', 'Old.', 1, 1, 1, 1, 1, 1)"
            )
        )
        opened.execute(
            text(
                "INSERT INTO revisions (article, revision, source_id, url, fingerprint, language, confidence,"
                " fetched_at, credits, blocks, sentences) VALUES (1, 1, 's', 'https://s.example/old', 'f', 'de', 1.0,"
                " 1, '[[],[]]', '[[\"headline\",\"Alt.\",[]]]', '[0,0,4]')"
            )
        )
        opened.execute(
            text(
                "INSERT INTO segments (article, revision, position, span, target, state, made_at)"
                " VALUES (1, 1, 0, 1, 'Old.', 'translated', 1)"
            )
        )
        command.upgrade(config, "0002")
        opened.execute(text("UPDATE articles SET checked = 'v1'"))
        opened.execute(
            text(
                "INSERT INTO corrections (article, revision, position, language, digest, source, before, after, at)"
                " VALUES (1, 1, 0, 'de', x'00', 'Alt.', 'Aged.', 'Old.', 1), (1, 1, 9, 'de', x'01', 'Weg.', '', 'Off.', 1)"
            )
        )
        opened.execute(text("UPDATE segments SET span = 2"))
        opened.execute(text("""UPDATE segments SET findings = '[["number","minor","It differs.",1]]'"""))
    engine.dispose()
    with open_store(url) as store:
        reading = store.reading(ArticleId("old"))
        assert reading.article.keywords == ()
        assert [segment.target for segment in reading.translation.segments] == ["Old."]
        assert [found.article.id for found in store.unchecked("v1")] == ["old"]
        assert store.counts().doubts == 0
        with store._reads() as reading_it:
            made = reading_it.execute(text("SELECT span, mended_to FROM corrections ORDER BY number")).all()
        assert [tuple(row) for row in made] == [(2, 0), (1, 0)]


def test_migrating_twice_changes_nothing(connection: Connection) -> None:
    migrate(connection)
    migrate(connection)
    assert version_of(connection) == VERSION


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    open_store(url).close()
    engine = create_engine(url)
    with engine.begin() as opened:
        opened.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaTooNew, match="9999"):
        open_store(url)


ASKING = (articles, backs, checks, corrections, english, feeds, likes, pending, reads, stories, terms)


def test_no_statement_stands_twice() -> None:
    held = {id(item): item for module in ASKING for item in vars(module).values() if isinstance(item, ClauseElement)}
    found = [str(item.compile()) for item in held.values() if isinstance(item, Executable)]
    assert len(found) > 50
    assert [said for said, times in Counter(found).items() if times > 1] == []


def test_every_statement_can_be_said_to_postgresql_too() -> None:
    held = [item for module in ASKING for item in vars(module).values()]
    held += [item for name in ("_waiting_new", "_waiting_again") for item in vars(pending)[name].values()]
    held += [reads._list(by, by, by) for by in (True, False)]
    held += terms._others
    found = [item for item in held if isinstance(item, ClauseElement) and isinstance(item, Executable)]
    assert len(found) > 50
    for statement in found:
        for url in ("postgresql://", "sqlite://"):
            assert str(statement.compile(dialect=make_url(url).get_dialect()()))


# -- plans

BIG = (
    "articles",
    "entries",
    "revisions",
    "segments",
    "highlights",
    "openings",
    "tallies",
    "stories",
    "memberships",
    "topics",
)
# The few rows of a partial index may be read from its end: they are what waits, not what is stored.
PARTIAL = ("ix_articles_", "ix_entries_due", "ix_memberships_unswept")


def plans_of(store: Store) -> list[str]:
    """Every step by which the store reads a table, for all that the newsroom and the site ask often."""
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        asked.append((statement, values))

    engine = store._engine
    event.listen(engine, "before_cursor_execute", note)
    ask_everything(store)
    event.remove(engine, "before_cursor_execute", note)
    steps = []
    with engine.begin() as connection:
        for statement, values in asked:
            if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")) and not isinstance(values, list):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
                steps += [f"{row[3]}  <- {statement}" for row in plan]
    return steps


def ask_everything(store: Store) -> None:
    article = make_article("asked", standfirst="Kurz.", section="Politik")
    store.sync_feeds((FEED,), NOON)
    store.due_feeds(NOON)
    store.add_entries(SourceId("anzeiger"), (entry("asked"), entry("new")), NOON)
    store.pending_entries(NOON)
    take_in(store, article)
    take_in(store, make_article("asked", body=("Anders.",)))
    fail_at(store, article, spans(article.blocks)[0], NOON)
    translate_all(store, article)
    store.pending_passages(10, NOON)
    store.pending_passages(10, NOON, skip_languages={"hy"}, skip_articles={ArticleId("x")})
    store.recall_alternatives("de", {"Kurz.": "Short."})
    store.recall(ENGINE.version, "de", {"Kurz.": ""})
    store.of_other_terms("de", "now")
    store.save_terms(article.id, 1, (), (english_of(article, spans(article.blocks)[0]),), "now", NOON)
    store.unhighlighted("v1")
    store.unchecked("v1")
    store.save_checks(article.id, 1, (english_of(article, spans(article.blocks)[0]),), (), "v1")
    store.unstated("v1")
    store.save_stated(store.reading(article.id), Stated(article.id, "v1", b"said"))
    store.stated([article.id], "v1")
    store.readings([article.id])
    store.english_quotes(NOON, NOON)
    store.doubts()
    marked = replace(
        english_of(article, spans(article.blocks)[0]), findings=(Finding("number", "minor", "It differs."),)
    )
    store.save_segments(article.id, 2, (marked,), NOON)
    store.unreturned(5, ("fr",))
    (item,) = store.unreturned(5)
    store.save_back(item, Back("Kurz.", item.english, ENGINE.version, NOON))
    store.settle_report(store.add_report(article.id, 1, 0, "", NOON).number, "declined", NOON)
    store.reports()
    store.correct(article.id, 1, 0, "Armenia confers.", "", NOON)
    store.mend_likes(NOON)
    store.corrections(5, before=9)
    store.corrected("de", ("Kurz.",))
    store.corrections_of("de", ("Kurz.",))
    store.revisions(article.id)
    for section in (None, "Politik"):
        for source in (None, SourceId("anzeiger")):
            for language in (None, "de"):
                store.latest(5, ArticleId("asked"), language, source, section, date(2023, 5, 22))
    store.reading(ArticleId("asked"), 1)
    store.search("anders", 5)
    store.days_around(date(2023, 5, 22))
    store.tallies("day")
    store.note_opened(ArticleId("asked"), NOON)
    store.openings(ArticleId("asked"))
    store.save_failure(Failure("x", "poll", "Unreachable", "", True, NOON))
    store.failures("poll")
    ask_of_stories(store)
    list(store.iterate_readings(since=date(2023, 5, 22)))


def ask_of_stories(store: Store) -> None:
    one, story = ArticleId("asked"), StoryId("s1")
    store.ungrouped(9)
    store.save_grouped(
        [Grouped(2, True, Membership(story, one), None, Vector(one, "m", b"1"), (Topic(one, "t", 1.0),))]
    )
    store.ungrouped(9)
    list(store.remembered(NOON - DAY))
    store.members_since(NOON - DAY)
    store.members_of([story])
    store.save_stories([store.story(story)])
    store.story_of(one)
    store.shared_stories(5, NOON, story)
    store.listings([one])
    store.copies_in(story)
    store.topics_of(one)
    store.on_topic("t", 5)
    store.topic_tallies(NOON - DAY)
    store.first_topics(NOON)
    store.newest_grouped()
    store.last_seen()
    store.members([one])
    store.save_trends([Trend(story, 1.0, (), ())], NOON)
    store.trends()
    store.save_related({one: [Related(one, one, 1.0, ())]})
    store.related(one)
    store.save_edition(Edition("e", NOON, ()))
    store.edition()
    store.editions(5)
    store.save_sweep([Joined(story, story)], [Membership(story, one)])
    store.drop_vectors(NOON - DAY)


def test_no_frequent_question_reads_a_whole_table(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'news.db'}") as store:
        for n in range(20):
            take_in(store, make_article(f"n{n}", published_at=NOON - n * DAY))
        steps = plans_of(store)
    assert len(steps) > 60
    whole = [
        step
        for step in steps
        if step.startswith(tuple(f"SCAN {name} " for name in BIG)) and not any(part in step for part in PARTIAL)
    ]
    assert whole == []
    lengths = [step for step in steps if "max(corrections.span)" in step]
    assert lengths
    assert all("COVERING INDEX ix_corrections_spans (language=?)" in step for step in lengths)
    sorts = [step for step in steps if "TEMP B-TREE" in step and "row_number" not in step]
    assert [step for step in sorts if "FROM articles" in step and "highlighted" not in step] == []
