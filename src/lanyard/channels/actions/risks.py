"""The risk assessment of a channel: its rows, and agreeing it (OFF2, EXP6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import queries, rules
from lanyard.channels.actions.common import about, ask_to_agree, held, move, need_one_of, need_version, note, step
from lanyard.channels.messages import TO_DECIDE
from lanyard.channels.models import Assessment, Channel, Hazard
from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import User


def may_write(by: User, channel: Channel) -> bool:
    """Whether this person writes the risk assessment: who proposed the channel, and those who run channels there."""
    if channel.state in ("refused", "closed"):
        return False
    return channel.proposer_id == by.person_id or gate.may(by, "channels:run", channel.place)


@transaction.atomic
def write_hazard(*, by: User, channel: Channel, hazard: Hazard | None, **fields: Any) -> Hazard:
    """Add a row (`hazard` None) or change one. What was agreed is no longer what stands there: it is agreed again."""
    channel = _writable(by, channel)
    if hazard is None:
        last = channel.assessment.hazards.aggregate(last=Max("position"))["last"]
        hazard = Hazard(assessment=channel.assessment, position=0 if last is None else last + 1)
    for name, value in fields.items():
        setattr(hazard, name, value)
    hazard.save()
    _unagree(channel, by)
    note("write-hazard", channel, by, hazard=hazard.pk)
    return hazard


@transaction.atomic
def strike_hazard(*, by: User, channel: Channel, hazard: Hazard) -> None:
    """Strike a row that does not apply to the channel; one at least stays. Raises `Refused`."""
    channel = _writable(by, channel)
    if channel.assessment.hazards.count() == 1:
        raise Refused("A risk assessment must have at least one hazard.")
    pk = hazard.pk
    hazard.delete()
    _unagree(channel, by)
    note("strike-hazard", channel, by, hazard=pk)


@transaction.atomic
def agree(*, by: User, channel: Channel, review_on: date, version: str) -> Channel:
    """Agree the risk assessment until the day of its review, a year ahead at most.

    It has to be complete and as it was read (`version`), and nobody agrees that of a channel they proposed. For remote
    learning this is the Headteacher's decision without which no access opens (EXP6). Raises `Refused` with the field.
    """
    channel = held(channel)
    today = timezone.localdate()
    need_one_of(by, queries.agreeing(channel, today))
    need_version(channel, version)
    if not is_complete(channel):
        raise Refused("The risk assessment is not complete. Check what is missing in each row.")
    longest = rules.last_day_of_approval(today)
    if not today < review_on <= longest:
        raise Refused(f"Enter a day from tomorrow to {longest:%-d %B %Y}", "review_on")
    name = step(channel, "agree", "agree_again")
    Assessment.objects.filter(channel=channel).update(agreed_by=by.person, agreed_on=today, review_on=review_on)
    move(channel, name)
    settle(about(channel, "risks"))
    if name == "agree":
        url = reverse("channels:decide", kwargs={"channel": channel.pk})
        message = TO_DECIDE(
            channel=channel.name, url=url, about=about(channel, "decision"), school_id=channel.school_id
        )
        tell(message, queries.deciding(channel, today), by=by)
    note("agree-risks", channel, by, review=review_on)
    return channel


def is_complete(channel: Channel) -> bool:
    """Whether there is a row, and each row says everything."""
    rows = list(channel.assessment.hazards.all())
    return bool(rows) and not any(rules.missing_in(row) for row in rows)


def _writable(by: User, channel: Channel) -> Channel:
    channel = held(channel)
    if not may_write(by, channel):
        raise Refused("You can’t change this risk assessment.")
    return channel


def _unagree(channel: Channel, by: User) -> None:
    """The agreement is gone with the first change to what was agreed, and is asked for again."""
    name = step(channel, "rewrite_risks", "rewrite_risks_later")
    Assessment.objects.filter(channel=channel).update(agreed_by=None, agreed_on=None, review_on=None)
    move(channel, name)
    if channel.assessment.agreed_on:
        ask_to_agree(channel, by)
