"""Deciding on a proposal or a renewal (OFF2)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import queries, rules
from lanyard.channels.actions.common import about, held, move, need_one_of, note, standing, step
from lanyard.channels.choices import Verdict
from lanyard.channels.messages import Decided
from lanyard.channels.models import Channel, Decision
from lanyard.notices.actions import settle, tell
from lanyard.people.actions.refusal import Refused
from lanyard.people.models import User


@transaction.atomic
def decide(*, by: User, channel: Channel, verdict: str, conditions: str = "", until: date | None = None) -> Decision:
    """Approve or refuse a channel, or the renewal of its approval; for a year at most.

    The executive headteacher decides, or whoever stands in; never who proposed it. An approval needs a risk assessment
    in date. A renewal that is refused stops a live channel. Raises `Refused` with the field.
    """
    channel = held(channel)
    today = timezone.localdate()
    need_one_of(by, queries.deciding(channel, today))
    approves = verdict == Verdict.APPROVED
    made = _approve(channel, today, conditions, until) if approves else _refuse(channel, conditions)
    made.by, made.at, made.number = by.person, timezone.now(), channel.decisions.count() + 1
    made.save()
    settle(about(channel))
    url = reverse("channels:channel", kwargs={"channel": channel.pk})
    told = Decided(channel=channel.name, approved=approves, url=url, school_id=channel.school_id)
    tell(told, [channel.proposer], by=by)
    note("decide", channel, by, verdict=made.verdict, until=made.until)
    return made


def _approve(channel: Channel, today: date, conditions: str, until: date | None) -> Decision:
    name = step(channel, "approve", "renew")
    if not standing(channel).has_assessment:
        raise Refused("Its risk assessment has to be agreed, and in date, before you approve it.")
    longest = rules.a_year_after(today)
    until = until or longest
    if not today <= until <= longest:
        raise Refused(f"Enter a day from today to {longest:%d/%m/%Y}", "until")
    move(channel, name)
    return Decision(channel=channel, verdict=Verdict.APPROVED, conditions=conditions, until=until)


def _refuse(channel: Channel, reasons: str) -> Decision:
    if not reasons:
        raise Refused("Say why, so that the proposal can be changed", "conditions")
    move(channel, step(channel, "refuse", "refuse_renewal"))
    return Decision(channel=channel, verdict=Verdict.REFUSED, conditions=reasons)
