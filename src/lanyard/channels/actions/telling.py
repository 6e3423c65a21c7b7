"""Telling families and staff that a channel opened, changed hands or closed, and keeping who was told (OFF8)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lanyard.channels.actions.common import held, need, note
from lanyard.channels.choices import Audience, Event, Route
from lanyard.channels.messages import ChannelNews
from lanyard.channels.models import Channel, Told
from lanyard.notices.actions import tell
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, Person, School, User, current


def tell_families(*, by: User, channel: Channel, event: Event) -> Told:
    """A notice to the parents and carers of each school concerned; those without an email address are counted.

    Part of the action that it follows from.
    """
    today = timezone.localdate()
    schools = [channel.school] if channel.school else list(channel.trust.schools.all())
    families: dict = {}
    for school in schools:
        here = {person.pk: person for person in _parents(school)}
        url = reverse("channels:public", kwargs={"school": school.slug})
        once = f"{channel.pk}:{event}:{today}"
        message = ChannelNews(channel=channel.name, event=event, url=url, once=once, school_id=school.pk)
        tell(message, here.values(), by=by)
        families |= here
    without = sum(not person.email for person in families.values())
    return Told.objects.create(
        channel=channel,
        event=event,
        audience=Audience.PARENTS,
        route=Route.NOTICE,
        on=today,
        by=by.person,
        reached=len(families) - without,
        not_reached=without,
    )


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
