"""What the actions of this room share: the channel for writing, who may act on it, and its steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lanyard.channels import queries, rules
from lanyard.channels.choices import State
from lanyard.channels.messages import RISKS_TO_AGREE
from lanyard.channels.models import Channel
from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import Person, User
from lanyard.records.audit import record


def held(channel: Channel) -> Channel:
    """The channel as it is now, held until the transaction ends: two people never act on it at the same time."""
    Channel.objects.select_for_update().get(pk=channel.pk)
    return queries.with_status(Channel.objects.filter(pk=channel.pk)).get()


def need(by: User, permission: str, channel: Channel) -> None:
    """Raises `Refused` for those who may not do this at the channel's place."""
    if not gate.may(by, permission, channel.place):
        raise Refused("You don’t have permission to do this.")


def need_one_of(by: User, people: Iterable[Person]) -> None:
    """Raises `Refused` for anybody but these people."""
    if by.person_id not in {person.pk for person in people}:
        raise Refused("You proposed this channel, so someone else must decide.")


def step(channel: Channel, *names: str) -> str:
    """The one of these steps that can follow now. Raises `Refused` if none can."""
    found = rules.step_for(names, channel.state)
    if found is None:
        raise Refused(f"You can’t do this now: the channel is {State(channel.state).label.lower()}.")
    return found


def move(channel: Channel, name: str, **fields: Any) -> None:
    """Take the step, and write the fields with it."""
    Channel.objects.filter(pk=channel.pk).update(state=rules.after(name, channel.state), **fields)
    channel.state = rules.after(name, channel.state)


def note(event: str, channel: Channel, by: Any, /, **detail: Any) -> None:
    """One audit event about the channel."""
    record(f"channel:{event}", by=by, about=channel, place=channel.place, detail=detail)


def about(channel: Channel, what: str) -> str:
    """What notices that ask for something on the channel are closed by: `risks`, `decision` or `condition`."""
    return f"channel:{channel.pk}:{what}"


def ask_to_agree(channel: Channel, by: User) -> None:
    """Tell whoever agrees risk assessments that this one is theirs; what was asked of the decider before is closed."""
    settle(about(channel, "decision"))
    url = reverse("channels:risks", kwargs={"channel": channel.pk})
    message = RISKS_TO_AGREE(channel=channel.name, url=url, about=about(channel, "risks"), school_id=channel.school_id)
    tell(message, queries.agreeing(channel, timezone.localdate()), by=by)


def need_version(channel: Channel, version: str) -> None:
    """Raises `Refused` unless what was read is what stands there now."""
    if queries.version_of(channel) != version:
        raise Refused("It has changed since you opened this page. This is the latest version: read it again.")


def standing(channel: Channel) -> rules.ChannelStatus:
    """How the channel stands today."""
    return queries.status_of(channel, timezone.localdate())
