"""Alembic's door: it is given a connection that is open already, and never reads a configuration file."""

from __future__ import annotations

from alembic import context

from data.tables import CommunityRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=CommunityRow.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
