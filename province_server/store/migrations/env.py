"""Runs migrations on the connection, and in the transaction, that ``store.migrate`` opened."""

from __future__ import annotations

from alembic import context

from province_server.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
