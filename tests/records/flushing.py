"""Lets Django empty the audit tables after a test with real transactions.

The database refuses to empty them, as it must. Only here, in tests, the flush takes the triggers away, empties the
tables and makes the triggers anew, all in the flush's own transaction.
"""

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.base import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3.base import DatabaseOperations as SqliteOperations

from lanyard.records import triggers


def allow() -> None:
    """Make every flush of this process one that knows the triggers."""
    for operations in (PostgresOperations, SqliteOperations):
        if not hasattr(operations.sql_flush, "knows_triggers"):
            operations.sql_flush = _knowing(operations.sql_flush)


def _knowing(sql_flush):
    def with_triggers(self: BaseDatabaseOperations, style, tables, **options) -> list[str]:
        emptied = sql_flush(self, style, tables, **options)
        if not set(triggers.TABLES) & set(tables):
            return emptied
        return [*dropping(self.connection), *emptied, *triggers.statements(self.connection)]

    with_triggers.knows_triggers = True
    return with_triggers


def dropping(connection) -> list[str]:
    """The statements that take the triggers away."""
    if connection.vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_refuses_change ON {table}" for table in triggers.TABLES]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(triggers.names(connection))]
