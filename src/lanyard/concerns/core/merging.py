"""How what concerns know of a person goes over when two records of one person are put together."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from lanyard.concerns.core.actions.matching import join
from lanyard.concerns.core.case_models import Transfer
from lanyard.concerns.core.models import Concern, Party, Reader, Reporter, key_of
from lanyard.people import merging
from lanyard.people.models import Person


class Keyed:
    """Rows that name a person by a keyed digest, with the id itself encrypted beside it."""

    def __init__(self, model: type[Party] | type[Reporter]) -> None:
        self.model = model
        self.covers = frozenset({f"{model._meta.label}.person_key", f"{model._meta.label}.person"})

    def move(self, kept: Person, other: Person) -> list[str]:
        """A part that both have stays where it is."""
        return [str(row.pk) for row in self.model.objects.filter(person_key=key_of(other)) if _give(row, kept)]

    def back(self, kept: Person, other: Person, moved: list[str]) -> None:
        for row in self.model.objects.filter(pk__in=moved, person_key=key_of(kept)):
            _give(row, other)


class ShutOut:
    """Whoever is shut out under one record is under the other, with all that follows; then apart again."""

    covers: frozenset[str] = frozenset()

    def move(self, kept: Person, other: Person) -> list[str]:
        before = set(Party.objects.filter(person_key=key_of(kept)).values_list("pk", flat=True))
        join(other.pk, kept.pk)
        made = Party.objects.filter(person_key=key_of(kept)).exclude(pk__in=before)
        return [str(pk) for pk in made.values_list("pk", flat=True)]

    def back(self, kept: Person, other: Person, moved: list[str]) -> None:
        """What was said of the other alone no longer holds of the one that was kept."""
        Party.objects.filter(pk__in=moved, person_key=key_of(kept), ended_at=None).update(ended_at=timezone.now())


def _give(row: Party | Reporter, person: Person) -> bool:
    row.person, row.person_key = str(person.pk), key_of(person)
    try:
        with transaction.atomic():
            row.save(update_fields=["person", "person_key"])
    except IntegrityError:
        return False
    return True


def reads_a_concern(person: Person, on: date) -> bool:
    """Let in by name, dealing with a case, or asked to take one over."""
    lasting = Q(end__isnull=True) | Q(end__gte=on)
    return (
        Reader.objects.filter(lasting, person=person).exists()
        or Concern.objects.filter(assigned_to=person, closed_at=None).exists()
        or Transfer.objects.filter(to=person, answered_at=None).exists()
    )


merging.gives_access.append(reads_a_concern)
# Before the rows themselves go over: what stays behind has its like with the record that is kept.
merging.movers["shut-out"] = ShutOut()
for model in (Party, Reporter):
    merging.movers[f"keyed.{model._meta.label}"] = Keyed(model)
