"""Meeting what an approval asks for by a day (OFF2)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from lanyard.channels import queries
from lanyard.channels.actions.common import about, held, note
from lanyard.channels.models import Channel, Condition, Operator
from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.models import User, current


def may_meet(by: User, channel: Channel, run_by: Iterable[Operator]) -> bool:
    """Whether this person says that a condition is met: one of those who run the channel, or who leads the school."""
    runs = any(row.person_id == by.person_id and row.suspended_on is None for row in run_by)
    return runs or gate.may(by, "channels:run", channel.place)


@transaction.atomic
def meet(*, by: User, channel: Channel, condition: Condition) -> Condition:
    """Say that a condition of the last decision is met from today on. Raises `Refused`."""
    channel = held(channel)
    if not may_meet(by, channel, channel.operators.filter(current(timezone.localdate()))):
        raise Refused("Only the people who run the channel can do this.")
    row = queries.asked(channel).filter(pk=condition.pk, met_on__isnull=True).first()
    if row is None:
        raise Refused("This condition has already been met, or a later decision replaced it.")
    row.met_on, row.met_by = timezone.localdate(), by.person
    row.save(update_fields=["met_on", "met_by"])
    if not queries.asked(channel).filter(met_on__isnull=True).exists():
        settle(about(channel, "condition"))
    note("meet-condition", channel, by, condition=row.pk)
    return row


@transaction.atomic
def undo_meet(*, by: User, channel: Channel, condition: Condition) -> Condition:
    """Have a condition open again that was marked as met by mistake. Raises `Refused`."""
    channel = held(channel)
    if not may_meet(by, channel, channel.operators.filter(current(timezone.localdate()))):
        raise Refused("Only the people who run the channel can do this.")
    row = queries.asked(channel).filter(pk=condition.pk, met_on__isnull=False, met_by=by.person_id).first()
    if row is None:
        raise Refused("This condition is open, or a later decision replaced it.")
    row.met_on, row.met_by = None, None
    row.save(update_fields=["met_on", "met_by"])
    note("undo-condition", channel, by, condition=row.pk)
    return row
