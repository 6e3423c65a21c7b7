"""Who may see one concern: the only people who can be asked to do something on it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from lanyard.concerns.core.choices import SHUT_OUT
from lanyard.concerns.core.models import Concern, Party, Reader, key_of
from lanyard.people.models import Person, still_here
from lanyard.people.queries.routing import register_of
from lanyard.people.rules.routing import VIEWERS


def insiders(concern: Concern) -> list[Person]:
    """Everybody who may see the concern today, by role or by name, in the order of their names. Five queries."""
    today = timezone.localdate()
    register = register_of(concern.school, today)
    ids = [pk for role in VIEWERS.get(concern.level, ()) for pk in register.graph.everybody(role)]
    found = {person.pk: person for person in register.people_for(ids)}
    by_name = Reader.objects.filter(
        Q(end__isnull=True) | Q(end__gte=today),
        still_here(today, "person__"),
        concern=concern,
        start__lte=today,
    ).select_related("person")
    found |= {row.person_id: row.person for row in by_name}
    out = Party.objects.filter(concern=concern, role__in=SHUT_OUT, ended_at__isnull=True).exclude(person_key="")
    shut = set(out.values_list("person_key", flat=True))
    people = [person for person in found.values() if key_of(person) not in shut]
    return sorted(people, key=lambda person: (person.family_name, person.given_name))
