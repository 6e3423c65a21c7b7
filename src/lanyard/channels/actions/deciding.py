"""Deciding on a proposal or a renewal (OFF2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import queries, rules
from lanyard.channels.actions.common import about, held, move, need_one_of, need_version, note, standing, step
from lanyard.channels.choices import Verdict
from lanyard.channels.messages import DECIDED
from lanyard.channels.models import Channel, Condition, Decision
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import User
from lanyard.people.queries import is_staff_at
from lanyard.records.required import required


@transaction.atomic
def decide(
    *,
    by: User,
    channel: Channel,
    verdict: str,
    version: str,
    conditions: str = "",
    until: date | None = None,
    asks: Mapping[int, tuple[str, date]] | None = None,
) -> Decision:
    """Approve or refuse a channel, or the renewal of its approval; for a year at most.

    The executive headteacher decides, or whoever stands in; never who proposed it. An approval needs a risk assessment
    in date. A renewal that is refused stops a live channel. `asks` are, by number, what has to be met by a day; what an
    earlier decision asked for falls away. Raises `Refused` with the field, and if what was read (`version`)
    has changed.
    """
    channel = held(channel)
    today = timezone.localdate()
    need_one_of(by, queries.deciding(channel, today))
    need_version(channel, version)
    approves = verdict == Verdict.APPROVED
    made = _approve(channel, today, conditions, until) if approves else _refuse(channel, conditions)
    made.by, made.at, made.number = by.person, timezone.now(), channel.decisions.count() + 1
    made.save()
    if approves:
        _ask(made, asks or {}, today)
    for what in ("decision", "condition"):
        settle(about(channel, what))
    url = reverse("channels:channel", kwargs={"channel": channel.pk})
    told = DECIDED(channel=channel.name, case=approves, url=url, school_id=channel.school_id)
    if is_staff_at(channel.proposer, channel.place, today):
        tell(told, [channel.proposer], by=by)
    note("decide", channel, by, verdict=made.verdict, until=made.until)
    return made


def _approve(channel: Channel, today: date, conditions: str, until: date | None) -> Decision:
    name = step(channel, "approve", "renew")
    if not standing(channel).has_assessment:
        raise Refused("You can only approve it when its risk assessment is agreed and in date.")
    longest = rules.last_day_of_approval(today)
    until = until or longest
    if not today <= until <= longest:
        raise Refused(f"Enter a day from today to {longest:%-d %B %Y}", "until")
    move(channel, name)
    return Decision(channel=channel, verdict=Verdict.APPROVED, conditions=conditions, until=until)


def _ask(decision: Decision, asks: Mapping[int, tuple[str, date]], today: date) -> None:
    until = required(decision.until)
    for number, (says, due) in asks.items():
        if not today <= due <= until:
            raise Refused(f"Enter a day from today to {until:%-d %B %Y}, the end of the approval", f"due_{number}")
        Condition.objects.create(decision=decision, says=says, due=due)


def _refuse(channel: Channel, reasons: str) -> Decision:
    if not reasons:
        raise Refused("Say why, so that the proposal can be changed", "conditions")
    move(channel, step(channel, "refuse", "refuse_renewal"))
    return Decision(channel=channel, verdict=Verdict.REFUSED, conditions=reasons)
