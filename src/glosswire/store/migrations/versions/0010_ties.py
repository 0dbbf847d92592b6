"""What each article was weighed against is kept as long as the window, so that a process goes on as the one before."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add it; articles that are in the window already are weighed again as a process begins."""
    op.create_table(
        "ties",
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ties_at", "ties", ["at"], unique=False)
