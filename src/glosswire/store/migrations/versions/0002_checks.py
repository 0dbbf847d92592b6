"""Findings, quotes, what readers report, and what the operator corrects."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the checks of translations keep."""
    op.add_column("articles", sa.Column("checked", sa.Text(), server_default="", nullable=False))
    op.add_column("articles", sa.Column("in_doubt", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_articles_checked",
        "articles",
        ["checked", "shown"],
        unique=False,
        sqlite_where=sa.text("done = sentences AND sentences > 0"),
        postgresql_where=sa.text("done = sentences AND sentences > 0"),
    )
    op.add_column("revisions", sa.Column("checked", sa.Text(), server_default="", nullable=False))
    op.add_column("segments", sa.Column("findings", sa.Text(), server_default="", nullable=False))
    op.add_column("segments", sa.Column("doubted_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_segments_doubted",
        "segments",
        ["doubted_at"],
        unique=False,
        sqlite_where=sa.text("doubted_at IS NOT NULL"),
        postgresql_where=sa.text("doubted_at IS NOT NULL"),
    )
    op.create_table(
        "quotes",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), server_default="", nullable=False),
        sa.Column("spoken_in", sa.Text(), server_default="", nullable=False),
        sa.Column("provenance", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("english_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("article", "revision", "turn"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_quotes_english",
        "quotes",
        ["english_at"],
        unique=False,
        sqlite_where=sa.text("english_at IS NOT NULL"),
        postgresql_where=sa.text("english_at IS NOT NULL"),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_reports_state", "reports", ["state", "number"], unique=False)
    op.create_index(
        "ix_reports_open",
        "reports",
        ["article", "position"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "corrections",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_corrections_memory", "corrections", ["language", "digest", "number"], unique=False)
