"""The database's own refusal to change published wording or a signature, in the words of each kind of database."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("training_documentedition", "training_signoff")
REFUSAL = "Published wording and signatures are never changed."

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION training_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""
_POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION training_refuse_change()
"""
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_refuses_{verb} BEFORE {verb} ON {table}{when}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
# SQLite's INSERT OR REPLACE deletes the old row without asking the delete trigger.
_REPLACING = " WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are absent. A migration that rebuilds one of the tables on SQLite must call it again."""
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "postgresql":
        return [_FUNCTION, *(_POSTGRES.format(table=table) for table in TABLES)]
    return [
        _SQLITE.format(table=table, verb=verb, when=when.format(table=table), refusal=REFUSAL)
        for table in TABLES
        for verb, when in (("update", ""), ("delete", ""), ("insert", _REPLACING))
    ]
