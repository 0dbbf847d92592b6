"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "articles",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shown", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), server_default="", nullable=False),
        sa.Column("image", sa.Text(), server_default="", nullable=False),
        sa.Column("original_headline", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), server_default="", nullable=False),
        sa.Column("standfirst", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("first_fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("titles_left", sa.Integer(), server_default="0", nullable=False),
        sa.Column("bodies_left", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("titles_retry_at", sa.BigInteger(), nullable=True),
        sa.Column("bodies_retry_at", sa.BigInteger(), nullable=True),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("highlighted", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id", name=op.f("uq_articles_id")),
        sa.UniqueConstraint("shown", name=op.f("uq_articles_shown")),
    )
    op.create_index(
        "ix_articles_bodies",
        "articles",
        ["worth", "number", "language", "bodies_left"],
        unique=False,
        sqlite_where=sa.text("bodies_left > 0"),
        postgresql_where=sa.text("bodies_left > 0"),
    )
    op.create_index(
        "ix_articles_bodies_retry",
        "articles",
        ["bodies_retry_at", "number", "language"],
        unique=False,
        sqlite_where=sa.text("bodies_retry_at IS NOT NULL"),
        postgresql_where=sa.text("bodies_retry_at IS NOT NULL"),
    )
    op.create_index(
        "ix_articles_failed",
        "articles",
        ["number", "failed"],
        unique=False,
        sqlite_where=sa.text("failed > 0"),
        postgresql_where=sa.text("failed > 0"),
    )
    op.create_index(
        "ix_articles_highlighted",
        "articles",
        ["highlighted", "shown"],
        unique=False,
        sqlite_where=sa.text("done = sentences AND sentences > 0"),
        postgresql_where=sa.text("done = sentences AND sentences > 0"),
    )
    op.create_index("ix_articles_language", "articles", ["language", "shown"], unique=False)
    op.create_index("ix_articles_section", "articles", ["section", "shown"], unique=False)
    op.create_index("ix_articles_source", "articles", ["source_id", "shown"], unique=False)
    op.create_index(
        "ix_articles_titles",
        "articles",
        ["shown", "language", "titles_left"],
        unique=False,
        sqlite_where=sa.text("titles_left > 0"),
        postgresql_where=sa.text("titles_left > 0"),
    )
    op.create_index(
        "ix_articles_titles_retry",
        "articles",
        ["titles_retry_at", "number", "language"],
        unique=False,
        sqlite_where=sa.text("titles_retry_at IS NOT NULL"),
        postgresql_where=sa.text("titles_retry_at IS NOT NULL"),
    )
    op.create_table(
        "engines",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), server_default="", nullable=False),
        sa.Column("grade", sa.String(length=8), nullable=False),
        sa.Column("quality", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("version", "language", name=op.f("uq_engines_version_language")),
    )
    op.create_table(
        "failures",
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("passing", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stage", "subject"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_failures_at"), "failures", ["at"], unique=False)
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("poll_at", sa.BigInteger(), nullable=False),
        sa.Column("polled_at", sa.BigInteger(), nullable=True),
        sa.Column("interval_seconds", sa.Double(), server_default="0", nullable=False),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("modified", sa.Text(), server_default="", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_index(op.f("ix_feeds_poll_at"), "feeds", ["poll_at"], unique=False)
    op.create_table(
        "highlights",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("article", "revision", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "openings",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallies",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article_engines",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("engine", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["engine"],
            ["engines.number"],
        ),
        sa.PrimaryKeyConstraint("article", "engine"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entries",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("feed_url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("published_offset", sa.Integer(), server_default="0", nullable=False),
        sa.Column("modified_at", sa.BigInteger(), nullable=True),
        sa.Column("modified_offset", sa.Integer(), server_default="0", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("claims", sa.Text(), server_default="", nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("article", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("modified", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("url", name=op.f("uq_entries_url")),
    )
    op.create_index(
        "ix_entries_due",
        "entries",
        ["source_id", "published_at", "due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "revisions",
        sa.Column("article", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("section", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("published_offset", sa.Integer(), server_default="0", nullable=False),
        sa.Column("modified_at", sa.BigInteger(), nullable=True),
        sa.Column("modified_offset", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("image", sa.Text(), server_default="", nullable=False),
        sa.Column("credits", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.number"],
        ),
        sa.PrimaryKeyConstraint("article", "revision"),
    )
    op.create_table(
        "segments",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("engine", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["engine"],
            ["engines.number"],
        ),
        sa.PrimaryKeyConstraint("article", "revision", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_segments_memory",
        "segments",
        ["engine", "digest"],
        unique=False,
        sqlite_where=sa.text("state = 'translated'"),
        postgresql_where=sa.text("state = 'translated'"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE articles_text USING fts5(headline, body, original, "
            "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
        )
