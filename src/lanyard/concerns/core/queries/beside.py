"""Small tables that belong to one row, read with it in one question instead of one question each.

A page about one thing shows a dozen small tables beside it. `Beside` is a subquery that answers the rows of one of them
as a JSON list; `rows_of` makes them into model instances again. What is encrypted stays sealed until it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import JSONField, QuerySet, Subquery

from lanyard.records.fields import EncryptedField, Sealed

Row = TypeVar("Row", bound=models.Model)


class Beside(Subquery):
    """The rows of a queryset as a JSON list of objects, on both databases. `columns` are those of the model asked for.

    Further names can be given by annotations; they stand in the objects under their own names.
    """

    output_field = JSONField()

    def __init__(self, rows: QuerySet, *columns: str) -> None:
        self.columns = columns
        super().__init__(rows.values(*columns))

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        pairs = ", ".join(f"'{name}', x.\"{name}\"" for name in self.columns)
        template = f"(SELECT json_group_array(json_object({pairs})) FROM (%(subquery)s) x)"  # noqa: S608
        return self.as_sql(compiler, connection, template=template)  # type: ignore[call-arg]  # Subquery takes it

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT coalesce(jsonb_agg(x), '[]'::jsonb) FROM (%(subquery)s) x)"
        return self.as_sql(compiler, connection, template=template)  # type: ignore[call-arg]  # Subquery takes it


def rows_of(model: type[Row], found: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows as instances of the model; what is no field of it becomes a plain attribute, an id where it ends so."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    made = []
    for row in found or ():
        known = {name: _value(fields[name], value) for name, value in row.items() if name in fields}
        instance = model(**known)
        for name in row.keys() - known.keys():
            setattr(instance, name, UUID(row[name]) if name.endswith("_pk") else row[name])
        made.append(instance)
    return made


def _value(field: models.Field, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, EncryptedField):
        return Sealed(value)
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(field, models.UUIDField | models.ForeignKey):
        return UUID(value)
    return bool(value) if isinstance(field, models.BooleanField) else field.to_python(value)
