"""How far a correction came in mending its likes, how many sentences it renders, and where sentences were passed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the record; what was corrected before looks for likes that were passed, or that no segment joins."""
    op.add_column("corrections", sa.Column("span", sa.Integer(), server_default="1", nullable=False))
    op.add_column("corrections", sa.Column("mended_to", sa.BigInteger()))
    op.create_index(
        "ix_corrections_waiting",
        "corrections",
        ["number"],
        unique=False,
        sqlite_where=sa.text("mended_to IS NOT NULL"),
        postgresql_where=sa.text("mended_to IS NOT NULL"),
    )
    op.create_index(
        "ix_segments_passed",
        "segments",
        ["digest"],
        unique=False,
        sqlite_where=sa.text("state = 'passed'"),
        postgresql_where=sa.text("state = 'passed'"),
    )
    op.execute(
        "UPDATE corrections SET mended_to = 0, span = COALESCE((SELECT span FROM segments"
        " WHERE segments.article = corrections.article AND segments.revision = corrections.revision"
        " AND segments.position = corrections.position), 1)"
    )
