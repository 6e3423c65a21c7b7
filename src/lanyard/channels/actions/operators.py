"""Who runs a channel: named, suspended, ended (OFF12)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.channels.actions.common import held, need, note
from lanyard.channels.actions.telling import tell_families
from lanyard.channels.choices import Event, State
from lanyard.channels.models import Channel, Operator
from lanyard.channels.queries.authority import is_operator_at
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Person, User


@transaction.atomic
def add_operator(*, by: User, channel: Channel, person: Person) -> Operator:
    """Name somebody who runs the channel from today. They hold the role, by which they are asked to sign (OFF12).

    Families are told once a live channel is run by other people than before. Raises `Refused` with the field.
    """
    channel = held(channel)
    need(by, "channels:run", channel)
    if channel.state == State.CLOSED:
        raise Refused("The channel is closed.")
    today = timezone.localdate()
    if not is_operator_at(person, channel.place, today):
        raise Refused("Give them the channel operator role first, so that they are asked to sign", "person")
    if channel.operators.filter(person=person, end__isnull=True).exists():
        raise Refused("They already run this channel", "person")
    made = Operator.objects.create(channel=channel, person=person, start=today)
    note("add-operator", channel, by, operator=made.pk)
    return made


@transaction.atomic
def end_operator(*, by: User, channel: Channel, operator: Operator) -> Operator:
    """End that somebody runs the channel, with today as the last day."""
    channel = held(channel)
    need(by, "channels:run", channel)
    operator.end = timezone.localdate()
    operator.save(update_fields=["end"])
    if channel.state == State.LIVE and not channel.operators.filter(end__isnull=True, start__lt=operator.end).exists():
        tell_families(by=by, channel=channel, event=Event.HANDED_OVER)
    note("end-operator", channel, by, operator=operator.pk)
    return operator


@transaction.atomic
def suspend(*, by: User, channel: Channel, operator: Operator) -> Operator:
    """Take somebody's authority away for now."""
    return _set_suspended(by, channel, operator, "suspend-operator")


@transaction.atomic
def restore(*, by: User, channel: Channel, operator: Operator) -> Operator:
    """Let somebody run the channel again. Nobody restores themselves."""
    if operator.person_id == by.person_id:
        raise Refused("You can’t restore your own authority.")
    return _set_suspended(by, channel, operator, "restore-operator")


def _set_suspended(by: User, channel: Channel, operator: Operator, event: str) -> Operator:
    channel = held(channel)
    need(by, "channels:run", channel)
    operator.suspended_on = timezone.localdate() if event == "suspend-operator" else None
    operator.save(update_fields=["suspended_on"])
    note(event, channel, by, operator=operator.pk)
    return operator
