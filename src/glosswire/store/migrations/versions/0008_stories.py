"""Stories: what was grouped, copies, vectors, topics, trends, neighbours and frozen front pages."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add them; what is stored already is grouped as if it came in now."""
    op.create_table(
        "copies",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("of", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("agency", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copies_of", "copies", ["of"], unique=False)
    op.create_table(
        "editions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_editions_made_at", "editions", ["made_at"], unique=False)
    op.create_table(
        "related",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "turn"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stories",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lead", sa.BigInteger(), nullable=False),
        sa.Column("lead_parts", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("reports", sa.Integer(), server_default="0", nullable=False),
        sa.Column("languages", sa.Text(), server_default="", nullable=False),
        sa.Column("countries", sa.Text(), server_default="", nullable=False),
        sa.Column("joined_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id", name="uq_stories_id"),
    )
    op.create_index(
        "ix_stories_shared",
        "stories",
        ["updated_at"],
        unique=False,
        sqlite_where=sa.text("reports > 1"),
        postgresql_where=sa.text("reports > 1"),
    )
    op.create_index(
        "ix_stories_joined",
        "stories",
        ["joined_to"],
        unique=False,
        sqlite_where=sa.text("joined_to IS NOT NULL"),
        postgresql_where=sa.text("joined_to IS NOT NULL"),
    )
    op.create_table(
        "topics",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("shown", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article", "code"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_topics_code", "topics", ["code", "shown"], unique=False)
    op.create_table(
        "trends",
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("turn"),
    )
    op.create_table(
        "vectors",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vectors_at", "vectors", ["at"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("swept", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.number"],
        ),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("article", name="uq_memberships_article"),
    )
    op.create_index("ix_memberships_at", "memberships", ["at"], unique=False)
    op.create_index("ix_memberships_seen_at", "memberships", ["seen_at"], unique=False)
    op.create_index(
        "ix_memberships_unswept",
        "memberships",
        ["number"],
        unique=False,
        sqlite_where=sa.text("swept = 0"),
        postgresql_where=sa.text("swept = 0"),
    )
    op.create_index("ix_memberships_story", "memberships", ["story", "at"], unique=False)
    op.add_column("articles", sa.Column("grouped", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_articles_regrouped",
        "articles",
        ["number"],
        unique=False,
        sqlite_where=sa.text("grouped = 1 AND headline <> ''"),
        postgresql_where=sa.text("grouped = 1 AND headline <> ''"),
    )
    op.create_index(
        "ix_articles_ungrouped",
        "articles",
        ["number"],
        unique=False,
        sqlite_where=sa.text("grouped = 0"),
        postgresql_where=sa.text("grouped = 0"),
    )
