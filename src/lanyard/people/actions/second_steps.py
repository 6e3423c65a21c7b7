"""The sealed secrets of second steps, which the sign-in library keeps: so that a rotation of keys reaches them too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from lanyard.people.signin import SECOND_STEP
from lanyard.records.keyring import CannotDecrypt, keyring
from lanyard.records.rotation import Resealed

# Where the library keeps sealed values in an authenticator's data: of an app, and of recovery codes.
SEALED = ("secret", "seed", "migrated_codes")


class SecondSteps:
    """Finds the sealed secrets, and seals them anew."""

    def values(self) -> Iterator[str]:
        for data in Authenticator.objects.values_list("data", flat=True).iterator():
            kept = [data[name] for name in SEALED if name in data]
            yield from (value for item in kept for value in (item if isinstance(item, list) else [item]))

    def reseal(self, active: str, done: Resealed) -> None:
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            try:
                done.values += _reseal_one(pk, active)
            except CannotDecrypt:
                done.damaged.append(f"{Authenticator._meta.db_table} {pk}")


@transaction.atomic
def _reseal_one(pk: int, active: str) -> int:
    row = Authenticator.objects.select_for_update().get(pk=pk)
    fresh = 0

    def anew(value: str) -> str:
        nonlocal fresh
        if value.startswith(f"{active}:"):
            return value
        fresh += 1
        return keyring().seal(keyring().open(value, SECOND_STEP), SECOND_STEP)

    data = _each_sealed(row.data, anew)
    if fresh:
        Authenticator.objects.filter(pk=pk).update(data=data)
    return fresh


def _each_sealed(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The data with every sealed value in it changed."""
    changed = dict(data)
    for name in SEALED:
        value = data.get(name)
        if isinstance(value, str):
            changed[name] = change(value)
        elif isinstance(value, list):
            changed[name] = [change(item) for item in value]
    return changed
