"""The medicine list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "medicine",
        sa.Column("community", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("building", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("card_out", sa.Boolean(), nullable=False),
        sa.Column("review", sa.String(), nullable=True),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.Column("closed_at", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("private", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id"),
    )
    op.create_index("medicine_open", "medicine", ["community", "closed_at"])
    op.create_index("medicine_person", "medicine", ["community", "person"])
    op.create_index("medicine_number", "medicine", ["community", "number"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("medicine")
