"""What can be undone on a channel: pausing it, and marking a condition as met."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from lanyard.channels.actions import conditions, running
from lanyard.channels.models import Channel, Condition
from lanyard.channels.queries import condition_for, visible_to
from lanyard.people.models import User
from lanyard.records.queries import last_event_about
from lanyard.records.undo import Undoable, register


def _channel(user: User, pk: str) -> Channel | None:
    return visible_to(user).filter(pk=pk).first()


def _mark_of_condition(row: Condition) -> str:
    return f"{row.met_on}:{row.met_by_id}"


def _page(channel: Channel) -> str:
    return reverse("channels:channel", kwargs={"channel": channel.pk})


def _pause(by: User, channel: Channel, was: Mapping[str, str]) -> str:
    return _page(running.undo_pause(by=by, channel=channel))


def _meet(by: User, row: Condition, was: Mapping[str, str]) -> str:
    conditions.undo_meet(by=by, channel=row.decision.channel, condition=row)
    return _page(row.decision.channel)


PAUSE = register(
    Undoable("channels:pause", "channels:run", _channel, lambda row: str(last_event_about(row)), _pause,
             "Undone. The channel is live again.")
)  # fmt: skip
MEET = register(
    Undoable("channels:meet", "channels:read", condition_for, _mark_of_condition, _meet,
             "Undone. The condition is open again.")
)  # fmt: skip
