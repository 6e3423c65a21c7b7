"""Who sees which concern: the one door to all of them.

Somebody sees a concern if they hold one of the roles that read it at its level, at its school or its trust, or were let
in by name; and never, whatever they hold, if they are shut out of it. What may not be seen does not exist: nothing else
in this room reads concerns for a person.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lanyard.concerns.choices import SHUT_OUT
from lanyard.concerns.models import Concern, Party, Reader, key_of
from lanyard.concerns.rules.routing import VIEWERS
from lanyard.people.models import Person, User
from lanyard.people.queries import roles_of


def visible_to(user: User, on: date | None = None) -> QuerySet[Concern]:
    """The concerns that the user may see today (or on the day)."""
    if not user.is_authenticated:
        return Concern.objects.none()
    day = on or timezone.localdate()
    return Concern.objects.filter(held_by(user, day) | Q(Exists(_by_name(user.person, day)))).exclude(
        Exists(shut_out_rows(user.person))
    )


def held_by(user: User, on: date) -> Q:
    """The concerns that a role of the user's reads, those they are shut out of not yet taken out."""
    found = Q(pk__in=[])
    held = roles_of(user, on)
    for level, roles in VIEWERS.items():
        mine = [one for one in held if one.role in roles]
        schools = {one.school_id for one in mine if one.school_id}
        trusts = {one.trust_id for one in mine if not one.school_id}
        if schools:
            found |= Q(level=level, school_id__in=schools)
        if trusts:
            found |= Q(level=level, trust_id__in=trusts)
    return found


def shut_out_rows(person: Person) -> QuerySet[Party]:
    """For `Exists` on concerns: that the person is shut out."""
    return Party.objects.filter(
        concern=OuterRef("pk"), person_key=key_of(person), role__in=SHUT_OUT, ended_at__isnull=True
    )


def is_shut_out(person: Person, concern: Concern) -> bool:
    """Whether the person can never see this concern."""
    rows = Party.objects.filter(concern=concern, person_key=key_of(person), role__in=SHUT_OUT, ended_at__isnull=True)
    return rows.exists()


def _by_name(person: Person, on: date) -> QuerySet[Reader]:
    return Reader.objects.filter(
        Q(end__isnull=True) | Q(end__gte=on), concern=OuterRef("pk"), person=person, start__lte=on
    )
