"""What the sentences of each article state is kept, so that no reader waits until a story's reports are read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add it; what is stored already is read as if its English came now."""
    op.create_table(
        "stated",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.add_column("articles", sa.Column("stated", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_articles_stated",
        "articles",
        ["stated", "shown"],
        unique=False,
        sqlite_where=sa.text("done > 0"),
        postgresql_where=sa.text("done > 0"),
    )
