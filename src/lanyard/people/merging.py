"""What hangs on a person's record in each room, and how it goes over when two records are put together.

Every foreign key to a person, in whatever room, is found by itself and goes over. What doesn't, is said here: what
stays with its record, what gives access and so never goes over while it does, and what is no foreign key. A later room
hangs in its own when the application starts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from django.apps import apps
from django.db import IntegrityError, models, transaction

from lanyard.people.models import Person

BATCH = 500


class Mover(Protocol):
    """Moves what names a person otherwise than by a foreign key. `covers` are its fields, as "room.Model.field".

    `move` answers the ids of what it moved; `back` gets them.
    """

    covers: frozenset[str]

    def move(self, kept: Person, other: Person) -> list[str]: ...

    def back(self, kept: Person, other: Person, moved: list[str]) -> None: ...


# Stays with its record: accounts, second steps and what was typed are of whoever signs in; the rest is history of it.
stays: set[str] = {
    "people.User.person",
    "people.Person.merged_into",
    "people.Merge.kept",
    "people.Merge.other",
    "people.AddressChange.person",
    "people.RoleProposal.person",
    "people.Suspension.person",
    "people.WitnessedStep.person",
}
# Whether a record gives access today, or will: then it is the one that is kept.
gives_access: list[Callable[[Person, date], bool]] = []
movers: dict[str, Mover] = {}


def relations() -> list[tuple[type[models.Model], str]]:
    """Every field of the house that names a person by foreign key and goes over: the model and the field's name."""
    found = []
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if column.remote_field and column.remote_field.model is Person and label_of(model, column) not in stays:
                found.append((model, column.name))
    return found


def label_of(model: type[models.Model], column: models.Field) -> str:
    return f"{model._meta.label}.{column.name}"


def move_all(kept: Person, other: Person) -> dict[str, list[str]]:
    """Give everything of one record to another; what the other has already stays behind. Answers what went over."""
    moved: dict[str, list[str]] = {}
    for model, name in relations():
        rows = model._base_manager.filter(**{name: other}).order_by().values_list("pk", flat=True)
        gone = _move(model, name, list(rows), kept)
        if gone:
            moved[f"{model._meta.label}.{name}"] = [str(pk) for pk in gone]
    for key, mover in movers.items():
        if gone := mover.move(kept, other):
            moved[key] = gone
    return moved


def _move(model: type[models.Model], name: str, pks: list[Any], to: Person) -> list[Any]:
    """Together if that can be, else one by one: of two that can't both be of one person, one stays."""
    if not pks:
        return []
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=pks).update(**{name: to})
        return pks
    except IntegrityError:
        if len(pks) == 1:
            return []
    half = len(pks) // 2
    return _move(model, name, pks[:half], to) + _move(model, name, pks[half:], to)


def move_back(kept: Person, other: Person, moved: dict[str, list[str]]) -> None:
    """Give back what went over and is still where it went."""
    for key, pks in moved.items():
        if key in movers:
            movers[key].back(kept, other, pks)
            continue
        label, _, name = key.rpartition(".")
        model = apps.get_model(label)
        for begin in range(0, len(pks), BATCH):
            model._base_manager.filter(pk__in=pks[begin : begin + BATCH], **{name: kept}).update(**{name: other})
