"""Model fields that are encrypted at rest: what stands in the database opens only with a key kept elsewhere.

A value is bound to its table, column and row. It is opened when it is first looked at, so lists that don't show it cost
nothing. It can't be searched, sorted or updated by query; use `blind_index` beside it for exact look-ups. Models that
have such fields need an id that is known before they are stored (`Entity`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from lanyard.records.keyring import CannotDecrypt, blind_index, keyring

__all__ = ["CannotDecrypt", "EncryptedJSONField", "EncryptedTextField", "Sealed", "blind_index"]


@dataclass(frozen=True)
class Sealed:
    """A value as it is stored: never shown."""

    token: str = field(repr=False)

    def __str__(self) -> str:
        return "(protected)"


class _Opening(DeferredAttribute):
    """Opens a sealed value when it is first looked at."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        plain = self.field.opened(value, instance)
        instance.__dict__[self.field.attname] = plain
        return plain

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Having it makes Python ask `__get__` although the value stands in the instance.
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):
    """What the encrypted fields share; on its own it is no field."""

    descriptor_class = _Opening

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return self.sealed(value, model_instance)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(
                f"{self.model.__name__}.{self.name} is encrypted: it can't be searched or updated by query."
            )
        return value.token

    def get_prep_value(self, value: Any) -> Any:
        return value

    def context(self, row_id: Any) -> str:
        """What a value of this column and row is bound to."""
        return f"{self.model._meta.db_table}.{self.column}.{row_id}"

    def sealed(self, value: Any, instance: models.Model) -> Sealed:
        """The value as it is stored in this row."""
        if instance.pk is None:
            raise TypeError(f"{self.model.__name__} needs an id before its encrypted fields can be stored.")
        return Sealed(keyring().seal(self.written(value).encode(), self.context(instance.pk)))

    def opened(self, value: Sealed, instance: models.Model) -> Any:
        """What was sealed. Raises `CannotDecrypt`."""
        return self.read(keyring().open(value.token, self.context(instance.pk)).decode())

    def resealed(self, value: Sealed, instance: models.Model) -> Sealed:
        """The same value sealed with the active key. Raises `CannotDecrypt`."""
        ring, context = keyring(), self.context(instance.pk)
        return Sealed(ring.seal(ring.open(value.token, context), context))

    def written(self, value: Any) -> str:
        """The value as text."""
        return str(value)

    def read(self, text: str) -> Any:
        """The value that `written` wrote."""
        return text


class EncryptedTextField(EncryptedField, models.TextField):
    """Text of any length, encrypted at rest."""


class EncryptedJSONField(EncryptedField):
    """What JSON can hold, encrypted at rest."""

    def written(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder)

    def read(self, text: str) -> Any:
        return json.loads(text)
