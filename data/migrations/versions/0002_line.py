"""The account's line and its gaps, what is kept in memory, and what the account is to do with an outgoing message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema to this revision."""
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("act", sa.String(), nullable=False, server_default="say"))
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index("alias_contact", ["community", "contact"], unique=False)
    op.create_table(
        "line",
        sa.Column("community", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("alive_at", sa.String(), nullable=False),
        sa.Column("lost_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("community", "account"),
    )
    op.create_table(
        "gap",
        sa.Column("community", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("gap")
    op.drop_table("line")
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_index("alias_contact")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("act")
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("changes")
