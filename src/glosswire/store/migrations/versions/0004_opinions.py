"""What else was said of a sentence in doubt: other English, and the English put back into the article's language."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"


def upgrade() -> None:
    """Add the record, and have articles with findings checked again, which counts what is to be put back."""
    op.add_column("segments", sa.Column("alternatives", sa.Text(), server_default="", nullable=False))
    op.add_column("segments", sa.Column("back", sa.Text(), server_default="", nullable=False))
    op.add_column("articles", sa.Column("backs_left", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_articles_backs",
        "articles",
        ["shown", "language", "backs_left"],
        unique=False,
        sqlite_where=sa.text("backs_left > 0"),
        postgresql_where=sa.text("backs_left > 0"),
    )
    op.execute("UPDATE articles SET checked = '' WHERE number IN (SELECT article FROM segments WHERE findings <> '')")
