"""Whom an escalation goes to: ready-made answers to "who is the next role?"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from lanyard.notices.messages import Audience
from lanyard.notices.models import Notice
from lanyard.people.models import Person, current
from lanyard.people.queries import holders


def role(name: str) -> Audience:
    """Whoever holds the role, or stands in for it, at the school that the notice is about."""

    def holding(notice: Notice, on: date) -> Iterable[Person]:
        return holders(name, notice.school, on) if notice.school else Person.objects.none()

    return holding


def line_manager(notice: Notice, on: date) -> Iterable[Person]:
    """The line managers of the person who was told, at the notice's school or anywhere if it names none."""
    at = Q(manages__school=notice.school) if notice.school else Q()
    return Person.objects.filter(at, current(on, "manages__"), manages__person=notice.person_id).distinct()
