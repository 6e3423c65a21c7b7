"""Putting a channel live, pausing and closing it, and looking how it is protected (OFF1-OFF4, OFF8)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from lanyard.channels import rules
from lanyard.channels.actions.address import withdraw
from lanyard.channels.actions.common import held, move, need, note, standing, step
from lanyard.channels.actions.proposing import check_pupils_again
from lanyard.channels.actions.telling import tell_families
from lanyard.channels.choices import Event
from lanyard.channels.models import Channel, ProtectionCheck
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User


def go_live(*, by: User, channel: Channel) -> Channel:
    """Put an approved or paused channel live, and tell families.

    It can't without a current approval, a risk assessment in date and an address, nor while pupils who are to use it
    are too young (CHI4). Raises `Refused`.
    """
    need(by, "channels:run", channel)
    check_pupils_again(by=by, channel=channel)
    with transaction.atomic():
        channel = held(channel)
        name = step(channel, "go_live")
        if missing := standing(channel).missing:
            raise Refused(" ".join(missing))
        if not channel.url:
            waits = channel.address_changes.filter(verdict="").exists()
            says = "Its address is waiting for approval." if waits else "Add the web address of the account first."
            raise Refused(says)
        opens = channel.live_since is None
        move(channel, name, live_since=channel.live_since or timezone.localdate())
        if opens:
            tell_families(by=by, channel=channel, event=Event.OPENED)
        note("go-live", channel, by)
    return channel


@transaction.atomic
def pause(*, by: User, channel: Channel) -> Channel:
    """Stop a live channel for now. Raises `Refused`."""
    channel = held(channel)
    need(by, "channels:run", channel)
    move(channel, step(channel, "pause"))
    note("pause", channel, by)
    return channel


@transaction.atomic
def undo_pause(*, by: User, channel: Channel) -> Channel:
    """Have a channel live again that was paused by mistake, if it could be put live now. Raises `Refused`."""
    channel = held(channel)
    need(by, "channels:run", channel)
    name = step(channel, "go_live")
    if missing := standing(channel).missing:
        raise Refused(" ".join(missing))
    move(channel, name)
    note("undo-pause", channel, by)
    return channel


@transaction.atomic
def close(*, by: User, channel: Channel) -> Channel:
    """Close a channel for good; who was told that it opened is told that it closed. Raises `Refused`."""
    channel = held(channel)
    need(by, "channels:run", channel)
    was_open = channel.live_since is not None
    withdraw(by=by, channel=channel)
    move(channel, step(channel, "close"), closed_on=timezone.localdate())
    if was_open:
        tell_families(by=by, channel=channel, event=Event.CLOSED)
    note("close", channel, by)
    return channel


@transaction.atomic
def check_protection(*, by: User, channel: Channel, passing: Collection[str]) -> ProtectionCheck:
    """Record what somebody found who looked at the account today (OFF1, OFF3, OFF4)."""
    channel = held(channel)
    need(by, "channels:check", channel)
    failing = [key for key in rules.PROTECTION if key not in passing]
    seen = {"by": by.person, "failing": failing, "url": channel.url}
    made, _ = ProtectionCheck.objects.update_or_create(channel=channel, on=timezone.localdate(), defaults=seen)
    note("check", channel, by, failing=len(failing))
    return made


class Move(NamedTuple):
    """A button on a channel's page: the step it stands for, its words, and what is said once it is done."""

    step: str
    says: str
    act: Callable[..., Channel]
    done: str


MOVES = (
    Move("go_live", "Put it live", go_live, "It is now live. Parents and carers have been told."),
    Move("pause", "Pause it", pause, "Paused. Nothing may be posted there."),
    Move("close", "Close it for good", close, "Closed. It is no longer listed as in use."),
)


def moves_for(channel: Channel, status: rules.ChannelStatus) -> list[Move]:
    """The buttons that would not be refused as the channel stands, for somebody who runs channels there."""
    ready = status.may_go_live and bool(channel.url)
    possible = [move for move in MOVES if channel.state in rules.STEPS[move.step].before]
    return [move for move in possible if move.step != "go_live" or ready]
