"""The tables, and the migrations that bring a database to them.

Times are microseconds of UTC; where a publisher's own offset matters it stands beside them in minutes. `articles.shown`
sorts by time and is unique: milliseconds times 4096 plus a counter for ties, so that a day is a range of integers and
the newest articles are the end of an index. Rows are keyed so that writing one again changes nothing.
"""

from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
    text,
)

from glosswire.errors import SchemaTooNew

VERSION = "0010"  # the newest migration; a test holds the two together
MIGRATIONS = Path(__file__).parent / "migrations"

metadata = MetaData(
    naming_convention={"ix": "ix_%(column_0_N_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"},
)

_Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in a column called INTEGER


def _some(name: str, table_columns: tuple[str, ...], where: str) -> Index:
    """An index of the few rows for which `where` holds, so that it grows with the work and not with the archive."""
    return Index(name, *table_columns, sqlite_where=text(where), postgresql_where=text(where))


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("poll_at", BigInteger, nullable=False, index=True),
    Column("polled_at", BigInteger),
    Column("interval_seconds", Double, nullable=False, server_default="0"),
    _text("etag"),
    _text("modified"),
    _count("failures"),
)

entries = Table(
    "entries",
    metadata,
    Column("number", _Key, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("source_id", Text, nullable=False),
    Column("feed_url", Text, nullable=False),
    _text("title"),
    _text("summary"),
    Column("published_at", BigInteger),
    _count("published_offset"),
    Column("modified_at", BigInteger),
    _count("modified_offset"),
    _text("language"),
    _text("claims"),  # JSON: a digest of what each feed last claimed, by a digest of the feed
    Column("first_seen_at", BigInteger, nullable=False),
    Column("due_at", BigInteger),  # null: nothing to do
    Column("article", ForeignKey("articles.number")),
    _text("etag"),
    _text("modified"),
    _some("ix_entries_due", ("source_id", "published_at", "due_at"), "due_at IS NOT NULL"),
)

articles = Table(
    "articles",
    metadata,
    Column("number", _Key, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("shown", BigInteger, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", Text, nullable=False),
    _text("section"),
    _text("image"),  # JSON, or nothing
    Column("original_headline", Text, nullable=False),
    _text("headline"),
    _text("standfirst"),
    Column("published_at", BigInteger, nullable=False),  # as listed: when stated and not later than first_fetched_at
    Column("first_fetched_at", BigInteger, nullable=False),
    Column("fetched_at", BigInteger, nullable=False),
    Column("sentences", Integer, nullable=False),
    _count("done"),
    _count("titles_left"),
    _count("bodies_left"),
    _count("failed"),
    Column("titles_retry_at", BigInteger),
    Column("bodies_retry_at", BigInteger),
    Column("worth", BigInteger, nullable=False),
    _text("highlighted"),  # the version of what chose the highlights of the current revision
    _text("checked"),  # the version of the checks that the current revision went through as a whole
    _text("stated"),  # the version of what read what its English states, as it is now
    _count("in_doubt"),  # whether readers see a grave finding of the headline
    _count("backs_left"),  # marked sentences of which no engine was asked to put their English back
    _text("terms"),  # the language's terms that the English of the current revision was compared with
    _count("grouped"),  # 0: not yet; 1: by its own words; 2: by its English too
    Index("ix_articles_language", "language", "shown"),
    Index("ix_articles_source", "source_id", "shown"),
    Index("ix_articles_section", "section", "shown"),
    _some("ix_articles_titles", ("shown", "language", "titles_left"), "titles_left > 0"),
    _some("ix_articles_bodies", ("worth", "number", "language", "bodies_left"), "bodies_left > 0"),
    _some("ix_articles_titles_retry", ("titles_retry_at", "number", "language"), "titles_retry_at IS NOT NULL"),
    _some("ix_articles_bodies_retry", ("bodies_retry_at", "number", "language"), "bodies_retry_at IS NOT NULL"),
    _some("ix_articles_failed", ("number", "failed"), "failed > 0"),
    _some("ix_articles_highlighted", ("highlighted", "shown"), "done = sentences AND sentences > 0"),
    _some("ix_articles_checked", ("checked", "shown"), "done = sentences AND sentences > 0"),
    _some("ix_articles_stated", ("stated", "shown"), "done > 0"),
    _some("ix_articles_backs", ("shown", "language", "backs_left"), "backs_left > 0"),
    _some("ix_articles_terms", ("language", "terms", "shown"), "done > 0"),
    _some("ix_articles_ungrouped", ("number",), "grouped = 0"),
    _some("ix_articles_regrouped", ("number",), "grouped = 1 AND headline <> ''"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article", ForeignKey("articles.number"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    _text("section"),
    Column("published_at", BigInteger),
    _count("published_offset"),
    Column("modified_at", BigInteger),
    _count("modified_offset"),
    Column("fetched_at", BigInteger, nullable=False),
    _text("image"),
    Column("credits", Text, nullable=False),  # JSON: authors, agencies and keywords
    Column("blocks", Text, nullable=False),  # JSON
    Column("sentences", Text, nullable=False),  # JSON: block, start, end; block, start, end; ...
    _text("checked"),
)

engines = Table(
    "engines",
    metadata,
    Column("number", _Key, primary_key=True),
    Column("version", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    _text("licence"),
    Column("grade", String(8), nullable=False),
    _text("quality"),
    UniqueConstraint("version", "language"),
)

segments = Table(
    "segments",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),  # of its first sentence
    Column("span", Integer, nullable=False),  # how many sentences it renders
    Column("target", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("engine", ForeignKey("engines.number")),
    Column("said", Text),  # what the engine said, where the target is other English; else null
    Column("terms", Text),  # a digest of what the glossary said of the source text; null where that is not known
    Column("score", Double),
    Column("made_at", BigInteger, nullable=False),
    Column("digest", LargeBinary),  # of the source text; null where it failed
    _count("attempts"),
    Column("retry_at", BigInteger),  # when it is asked for again: it failed, or other terms hold for it now
    _text("findings"),  # JSON, or nothing
    Column("doubted_at", BigInteger),  # when a critical finding that readers see was made; null: none
    _text("alternatives"),  # JSON, or nothing
    _text("back"),  # JSON, or nothing
    _some("ix_segments_memory", ("engine", "digest"), "state = 'translated'"),
    _some("ix_segments_passed", ("digest",), "state = 'passed'"),
    _some("ix_segments_doubted", ("doubted_at",), "doubted_at IS NOT NULL"),
    sqlite_with_rowid=False,
)

highlights = Table(
    "highlights",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("score", Double, nullable=False),
    sqlite_with_rowid=False,
)

quotes = Table(
    "quotes",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("sentences", Text, nullable=False),  # JSON, as of revisions
    Column("text", Text, nullable=False),
    _text("speaker"),
    _text("spoken_in"),
    Column("provenance", String(16), nullable=False),
    _text("reason"),
    Column("english_at", BigInteger),  # when an English article printed it; null: in another language
    _some("ix_quotes_english", ("english_at",), "english_at IS NOT NULL"),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    metadata,
    Column("number", _Key, primary_key=True),
    Column("article", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Index("ix_reports_state", "state", "number"),
    _some("ix_reports_open", ("article", "position"), "state = 'open'"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", _Key, primary_key=True),
    Column("article", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),  # of the source text, as in the memory
    Column("source", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    _text("note"),
    Column("at", BigInteger, nullable=False),
    Column("span", Integer, nullable=False, server_default="1"),  # how many sentences it renders
    Column("mended_to", BigInteger),  # the last article whose likes were looked at; null: all were
    Index("ix_corrections_memory", "language", "digest", "number"),
    Index("ix_corrections_spans", "language", "span"),
    _some("ix_corrections_waiting", ("number",), "mended_to IS NOT NULL"),
)

stories = Table(
    "stories",
    metadata,
    Column("number", _Key, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("lead", BigInteger, nullable=False),
    _text("lead_parts"),  # JSON, or nothing
    Column("opened_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    _count("reports"),
    _text("languages"),  # separated by spaces
    _text("countries"),
    Column("joined_to", BigInteger),  # the story that it turned out to be; null: itself
    _some("ix_stories_shared", ("updated_at",), "reports > 1"),
    _some("ix_stories_joined", ("joined_to",), "joined_to IS NOT NULL"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("number", _Key, primary_key=True),  # in the order of grouping
    Column("article", ForeignKey("articles.number"), nullable=False, unique=True),
    Column("story", ForeignKey("stories.number"), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("seen_at", BigInteger, nullable=False, index=True),  # when the article first came in
    Column("score", Double, nullable=False),
    _count("swept"),  # whether a sweep over the window has seen it
    Index("ix_memberships_story", "story", "at"),
    _some("ix_memberships_unswept", ("number",), "swept = 0"),
)

copies = Table(
    "copies",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("of", BigInteger, nullable=False, index=True),  # in the order of `article`, its key
    Column("share", Double, nullable=False),
    _text("agency"),
    sqlite_with_rowid=False,
)

vectors = Table(
    "vectors",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),  # when the article first came in
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),  # when the article first came in
    Column("packed", Text, nullable=False),
    sqlite_with_rowid=False,
)

stated = Table(
    "stated",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("version", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

topics = Table(
    "topics",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("confidence", Double, nullable=False),
    Column("shown", BigInteger, nullable=False),  # as of the article
    Index("ix_topics_code", "code", "shown"),
    sqlite_with_rowid=False,
)

trends = Table(
    "trends",
    metadata,
    Column("turn", Integer, primary_key=True),
    Column("story", BigInteger, nullable=False),
    Column("score", Double, nullable=False),
    Column("parts", Text, nullable=False),  # JSON
    Column("hours", Text, nullable=False),  # JSON
    Column("made_at", BigInteger, nullable=False),
)

related = Table(
    "related",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("other", BigInteger, nullable=False),
    Column("score", Double, nullable=False),
    Column("parts", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

editions = Table(
    "editions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("made_at", BigInteger, nullable=False, index=True),
    Column("sections", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

article_engines = Table(
    "article_engines",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("engine", ForeignKey("engines.number"), primary_key=True),
    sqlite_with_rowid=False,
)

failures = Table(
    "failures",
    metadata,
    Column("stage", String(16), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("error", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("passing", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("retry_at", BigInteger),
    sqlite_with_rowid=False,
)

openings = Table(
    "openings",
    metadata,
    Column("article", BigInteger, primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

_VERSION_TABLE = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def version_of(connection: Connection) -> str:
    """The migration that a database is at; empty for one that has none of our tables."""
    if not inspect(connection).has_table(_VERSION_TABLE.name):
        return ""
    return connection.scalar(select(_VERSION_TABLE.c.version_num)) or ""


def migrate(connection: Connection) -> None:
    """Bring the database to VERSION within the transaction that is under way.

    Raises SchemaTooNew where a later Glosswire wrote it.
    """
    from alembic import command  # here, or every start of the site would pay for it
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    have = version_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if have and have not in known:
        raise SchemaTooNew(f"the store is at version {have}, this Glosswire knows {VERSION}; use the newer one")
    command.upgrade(config, "head")
