"""Which values are sealed with which key, and sealing them anew with the active one.

Old keys stay in the key file: copies of the database, and transactions that began before the new key, still need them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.apps import apps
from django.db import models, transaction
from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast

from lanyard.records.fields import EncryptedField, Sealed
from lanyard.records.keyring import CannotDecrypt, keyring

AT_ONCE = 500
OTHER = "other"


@dataclass
class Resealed:
    """How many values were sealed anew, and in which rows ("table id") values can't be opened."""

    values: int = 0
    damaged: list[str] = field(default_factory=list)


class Elsewhere(Protocol):
    """Values sealed with the same keys that are in no encrypted field of ours, such as a library's."""

    def values(self) -> Iterator[str]:
        """Every sealed value as it is stored."""

    def reseal(self, active: str, done: Resealed) -> None:
        """Seal with the active key what another one seals, row by row, and count it in `done`."""


# Rooms that keep such values hang what knows them here.
elsewhere: list[Elsewhere] = []


def encrypted_models() -> Iterator[tuple[type[models.Model], list[EncryptedField]]]:
    """Each model that has encrypted fields, with them."""
    for model in apps.get_models():
        found = [column for column in model._meta.local_concrete_fields if isinstance(column, EncryptedField)]
        if found:
            yield model, found


def counts() -> Counter[str]:
    """How many values each key seals; `OTHER` counts those of keys that are not in the file, and damaged ones."""
    names = list(keyring().keys)
    total: Counter[str] = Counter()
    for model, columns in encrypted_models():
        for column in columns:
            asked = {name: Count("pk", filter=Q(stored__startswith=f"{name}:")) for name in names}
            rows = model._base_manager.annotate(stored=_stored(column)).filter(stored__isnull=False)
            found = rows.aggregate(**asked, **{OTHER: Count("pk")})
            total.update({**found, OTHER: found[OTHER] - sum(found[name] for name in names)})
    for place in elsewhere:
        keys = (value.partition(":")[0] for value in place.values())
        total.update(key if key in names else OTHER for key in keys)
    return total


def reseal() -> Resealed:
    """Seal all values that an older key seals with the active one, in batches; if cut off, run it again."""
    done = Resealed()
    for model, columns in encrypted_models():
        after = None
        while (after := _reseal_batch(model, columns, after, done)) is not None:
            pass
    for place in elsewhere:
        place.reseal(keyring().active, done)
    return done


def _stored(column: EncryptedField) -> Cast:
    return Cast(F(column.attname), CharField())


def _stale(model: type[models.Model], columns: list[EncryptedField], active: str) -> QuerySet:
    names = {f"stored_{column.attname}": _stored(column) for column in columns}
    stale = Q(pk__in=[])
    for name in names:
        stale |= Q(**{f"{name}__isnull": False}) & ~Q(**{f"{name}__startswith": f"{active}:"})
    return model._base_manager.annotate(**names).filter(stale).only(*(column.attname for column in columns))


@transaction.atomic
def _reseal_batch(model: type[models.Model], columns: list[EncryptedField], after: Any, done: Resealed) -> Any:
    """Seal one batch of rows after this id; answers the last id of the batch, or None when there was no row."""
    rows = _stale(model, columns, keyring().active).order_by("pk").select_for_update()
    last = None
    for row in (rows.filter(pk__gt=after) if after else rows)[:AT_ONCE]:
        last = row.pk
        stored = {c.attname: row.__dict__[c.attname] for c in columns if isinstance(row.__dict__[c.attname], Sealed)}
        try:
            fresh = {c.attname: c.resealed(stored[c.attname], row) for c in columns if c.attname in stored}
        except CannotDecrypt:
            done.damaged.append(f"{model._meta.db_table} {row.pk}")
            continue
        model._base_manager.filter(pk=row.pk).update(**fresh)
        done.values += len(fresh)
    return last
