"""Run migrations on the connection that `schema.migrate` hands over, inside its transaction."""

from alembic import context

from glosswire.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
