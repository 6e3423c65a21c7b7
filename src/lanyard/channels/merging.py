"""Who runs a channel keeps the record under which they do, when two records of one person are put together."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lanyard.channels.models import Operator
from lanyard.people import merging
from lanyard.people.models import Person


def runs_a_channel(person: Person, on: date) -> bool:
    return Operator.objects.filter(Q(end__isnull=True) | Q(end__gte=on), person=person).exists()


merging.gives_access.append(runs_a_channel)
