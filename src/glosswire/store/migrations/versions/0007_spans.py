"""How many sentences the corrections of a language render is known without reading them."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_corrections_spans", "corrections", ["language", "span"], unique=False)
