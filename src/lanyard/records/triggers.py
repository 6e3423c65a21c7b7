"""The database's own refusal to change what was recorded, in the words of each kind of database.

A migration that rebuilds one of these tables on SQLite loses its triggers and must call `install` again.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("records_auditevent", "records_auditanchor")
KEYS = {"records_auditevent": "number", "records_auditanchor": "id"}
REFUSAL = "The audit trail is append-only."

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""
_POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change()
"""
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_refuses_{verb} BEFORE {verb} ON {table}{when}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
# SQLite's INSERT OR REPLACE deletes the old row without asking the delete trigger.
_REPLACING = " WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"


def names(connection: BaseDatabaseWrapper) -> set[str]:
    """The triggers that must be there."""
    if connection.vendor == "postgresql":
        return {f"{table}_refuses_change" for table in TABLES}
    return {f"{table}_refuses_{verb}" for table in TABLES for verb in ("update", "delete", "insert")}


def statements(connection: BaseDatabaseWrapper) -> list[str]:
    """What makes the triggers."""
    if connection.vendor == "postgresql":
        return [_FUNCTION, *(_POSTGRES.format(table=table) for table in TABLES)]
    return [
        _SQLITE.format(table=table, verb=verb, when=when.format(table=table, key=KEYS[table]), refusal=REFUSAL)
        for table in TABLES
        for verb, when in (("update", ""), ("delete", ""), ("insert", _REPLACING))
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are absent."""
    with connection.cursor() as cursor:
        for statement in statements(connection):
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The triggers that are absent or switched off."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return names(connection) - {name for (name,) in cursor.fetchall()}
