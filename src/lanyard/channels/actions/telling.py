"""Telling families and staff that a channel opened, changed hands or closed, and keeping who was told (OFF8)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.channels import queue
from lanyard.channels.actions.common import held, need, note
from lanyard.channels.choices import Audience, Event, Route
from lanyard.channels.models import Channel, Told
from lanyard.people.models import User


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
    queue.tell_families.enqueue(str(told.pk))
    return told


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
