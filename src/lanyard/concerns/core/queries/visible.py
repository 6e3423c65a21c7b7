"""Who sees which concern: the one door to all of them.

Somebody sees a concern if they hold one of the roles that read it at its level, at its school or its trust, or were let
in by name; and never, whatever they hold, if they are shut out of it. What may not be seen does not exist: nothing else
in this room reads concerns for a person.

`visible_to` answers for one concern or for few. `ways_to_see` answers the same in parts, each of which an index can
walk in its order: for lists, however many concerns there are. Both are made of the same three pieces.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lanyard.concerns.core.choices import SHUT_OUT
from lanyard.concerns.core.models import Concern, Party, Reader, key_of
from lanyard.people.models import Person, User
from lanyard.people.queries.levels import held_by, held_parts


def visible_to(user: User, on: date | None = None) -> QuerySet[Concern]:
    """The concerns that the user may see today (or on the day)."""
    if not user.is_authenticated:
        return Concern.objects.none()
    day = on or timezone.localdate()
    by_name = Exists(rights_by_name(user.person, day).filter(concern=OuterRef("pk")))
    return Concern.objects.filter(held_by(user, day) | Q(by_name)).exclude(Exists(shut_out_rows(user.person)))


def ways_to_see(user: User, on: date | None = None, *, by_school: bool = True) -> list[QuerySet[Concern]]:
    """The same concerns in parts, which may overlap: one for each level at each place, and one for those by name.

    Each part alone is free of what the user is shut out of. Where no part has to be walked in the order of its index,
    `by_school=False` takes all schools of a level as one part.
    """
    if not user.is_authenticated:
        return []
    day = on or timezone.localdate()
    held = held_parts(user, day)
    parts = [Concern.objects.filter(**part) for part in (held if by_school else _schools_together(held))]
    return [*(part.exclude(Exists(shut_out_rows(user.person))) for part in parts), seen_by_name(user, day)]


def seen_by_name(user: User, on: date) -> QuerySet[Concern]:
    """The concerns into which the user was let by name, those they are shut out of taken out."""
    named = Concern.objects.filter(pk__in=rights_by_name(user.person, on).values("concern"))
    return named.exclude(Exists(shut_out_rows(user.person)))


def _schools_together(parts: list[dict[str, object]]) -> list[dict[str, object]]:
    schools: dict[object, list[object]] = {}
    for part in parts:
        if "school_id" in part:
            schools.setdefault(part["level"], []).append(part["school_id"])
    trusts = [part for part in parts if "trust_id" in part]
    return [*trusts, *({"level": level, "school_id__in": ids} for level, ids in schools.items())]


def rights_by_name(person: Person, on: date) -> QuerySet[Reader]:
    """The rows that let the person in by name that day."""
    return Reader.objects.filter(Q(end__isnull=True) | Q(end__gte=on), person=person, start__lte=on)


def shut_out_rows(person: Person) -> QuerySet[Party]:
    """For `Exists` on concerns: that the person is shut out."""
    return Party.objects.filter(
        concern=OuterRef("pk"), person_key=key_of(person), role__in=SHUT_OUT, ended_at__isnull=True
    )


def is_shut_out(person: Person, concern: Concern) -> bool:
    """Whether the person can never see this concern."""
    rows = Party.objects.filter(concern=concern, person_key=key_of(person), role__in=SHUT_OUT, ended_at__isnull=True)
    return rows.exists()
