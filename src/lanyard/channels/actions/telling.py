"""Telling families and staff that a channel opened, changed hands or closed, and keeping who was told (OFF8)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import tasks
from lanyard.channels.actions.common import held, need, note
from lanyard.channels.choices import Audience, Event, Route
from lanyard.channels.messages import CHANNEL_NEWS
from lanyard.channels.models import Channel, Told
from lanyard.notices.actions import tell
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, Person, School, User, current

BY = "system:channels"


def tell_families(*, by: User, channel: Channel, event: Event) -> Told:
    """Have the parents and carers of each school concerned told, in the background: they may be tens of thousands.

    Part of the action that it follows from: the job is a row of the same transaction. How many were reached is on
    record once they were told.
    """
    told = Told.objects.create(
        channel=channel,
        event=event,
        audience=Audience.PARENTS,
        route=Route.NOTICE,
        on=timezone.localdate(),
        by=by.person,
    )
    tasks.tell_families.enqueue(str(told.pk))
    return told


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


@transaction.atomic
def record_told(*, by: User, channel: Channel, event: str, audience: str, route: str, not_reached: int = 0) -> Told:
    """Record that people were told another way, and how many could not be. Raises `Refused`."""
    channel = held(channel)
    need(by, "channels:check", channel)
    made = Told.objects.create(
        channel=channel,
        event=event,
        audience=audience,
        route=route,
        on=timezone.localdate(),
        by=by.person,
        not_reached=not_reached,
    )
    note("tell-more", channel, by, event=event, audience=audience, route=route)
    return made
