"""Reaching families with the news of a channel, in the background, and keeping how many were reached (OFF8)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lanyard.channels.actions.common import note
from lanyard.channels.choices import Event, Route
from lanyard.channels.messages import CHANNEL_NEWS
from lanyard.channels.models import Told
from lanyard.notices.actions import tell
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, Person, School, current

BY = "system:channels"


def reach(told: Told) -> None:
    """Send the notices, and keep how many were reached; those without an email address were not.

    Each school is a transaction of its own, so that nobody waits for a whole trust. Done again after a crash, nobody is
    told twice.
    """
    channel = told.channel
    schools = [channel.school] if channel.school else channel.trust.schools.all()
    seen: set[UUID] = set()
    without = 0
    for school in schools:
        here = list(_parents(school))
        url = reverse("channels:public", kwargs={"school": school.slug})
        message = CHANNEL_NEWS(
            channel=channel.name, case=Event(told.event), url=url, once=f"told:{told.pk}", school_id=school.pk
        )
        tell(message, here, by=BY)
        new = {person.pk: person for person in here if person.pk not in seen}
        without += sum(not person.email for person in new.values())
        seen |= new.keys()
    with transaction.atomic():
        Told.objects.filter(pk=told.pk).update(reached=len(seen) - without, not_reached=without)
        note("tell-families", channel, BY, told=told.pk)


def finish() -> int:
    """Reach those whose notices a crash left behind yesterday or before. Answers how many times families were told."""
    left = Told.objects.filter(route=Route.NOTICE, reached__isnull=True, on__lt=timezone.localdate())
    rows = list(left.select_related("channel__school", "channel__trust"))
    for told in rows:
        reach(told)
    return len(rows)


def _parents(school: School):
    today = timezone.localdate()
    here = Membership.objects.filter(current(today), school=school, kind=Kind.PARENT)
    still = Q(left_on__isnull=True) | Q(left_on__gte=today)
    return Person.objects.filter(still, pk__in=here.order_by().values("person"))
