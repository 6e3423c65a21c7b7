"""Telling leaders that somebody whose role reads sensitive records is called otherwise now: a person, or another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from lanyard.people import telling
from lanyard.people.models import Person, User
from lanyard.people.queries import power
from lanyard.people.telling import News

# What says who somebody is.
WHO = frozenset({"given_name", "family_name", "preferred_name", "date_of_birth"})


def tell_new_names(people: Iterable[UUID], *, by: User | str, now: datetime) -> None:
    """Tell the leaders above of each of these people who holds such a role; call it in the action that writes."""
    today = timezone.localdate(now)
    found = power.powerful(today, list(people))
    for person in Person.objects.filter(pk__in=found):
        news = News(
            title="Someone with a role has a new name on the register",
            says="Their role reads sensitive records. See whose name changed in “What was done”, and check "
            "that it is them.",
            url=reverse("people:to-confirm"),
        )
        told = [
            one for one in power.leaders_about(person, today) if not (isinstance(by, User) and one.pk == by.person_id)
        ]
        telling.tell(news, told, by)
