"""Which terms a segment was made by, and what its engine said before the article made other English of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what is known of terms; of the segments that are there nothing is known."""
    op.add_column("segments", sa.Column("said", sa.Text(), nullable=True))
    op.add_column("segments", sa.Column("terms", sa.Text(), nullable=True))
    op.add_column("articles", sa.Column("terms", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_articles_terms",
        "articles",
        ["language", "terms", "shown"],
        unique=False,
        sqlite_where=sa.text("done > 0"),
        postgresql_where=sa.text("done > 0"),
    )
