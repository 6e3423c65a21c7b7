"""The database's own refusal to change published wording or a signature, in the words of each kind of database."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("training_documentedition", "training_signoff")
TRAINING_TABLES = ("training_trainingsession", "training_attendance", "training_takenback")
REFUSAL = "Published wording, signatures and who took part in training are never changed."

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


def install(connection: BaseDatabaseWrapper, tables: Sequence[str] = TABLES) -> None:
    """Make the triggers of these tables that are absent. A migration that rebuilds one on SQLite must call it again."""
    with connection.cursor() as cursor:
        for statement in _statements(connection, tables):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> list[str]:
    if connection.vendor == "postgresql":
        return [_FUNCTION, *(_POSTGRES.format(table=table) for table in tables)]
    return [
        _SQLITE.format(table=table, verb=verb, when=when.format(table=table), refusal=REFUSAL)
        for table in tables
        for verb, when in (("update", ""), ("delete", ""), ("insert", _REPLACING))
    ]
