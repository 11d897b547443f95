"""What the roster says of a household besides is sealed; it is read anew from the roster at the next start."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.execute("UPDATE household SET tags = ''")


def downgrade() -> None:
    """Take it back."""
    op.execute("UPDATE household SET tags = ''")
