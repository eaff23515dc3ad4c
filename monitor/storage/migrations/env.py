"""Alembic's entry: runs the revisions on the connection that `monitor.storage.migrate` hands over."""

from __future__ import annotations

from alembic import context

from monitor.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
    transaction_per_migration=False,
)
context.run_migrations()
