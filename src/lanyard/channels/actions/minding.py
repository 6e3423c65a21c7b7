"""What is done by the clock: telling that an approval or a risk assessment ends, and of conditions past their day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import queries
from lanyard.channels.actions.common import about
from lanyard.channels.choices import State, What
from lanyard.channels.messages import CONDITION_LATE, RUNS_OUT
from lanyard.channels.models import Channel, Operator
from lanyard.channels.rules import RENEW_BEFORE
from lanyard.notices.actions import tell
from lanyard.notices.messages import Message
from lanyard.people.models import Person, current
from lanyard.people.queries.register import staff_at

BY = "system:channels"
_IN_USE = (State.APPROVED, State.LIVE, State.PAUSED)


def remind() -> int:
    """Tell once, a month ahead, who proposed or runs a channel, and at its end who decides. Answers how many notices.

    The same for the review of its risks, with who agrees them; and of each condition past its day, both sides.
    """
    today = timezone.localdate()
    running = Operator.objects.filter(current(today)).select_related("person")
    rows = queries.with_status(Channel.objects.filter(state__in=_IN_USE)).select_related("proposer")
    late = {row.decision.channel_id for row in queries.late_conditions(today).select_related("decision")}
    told = 0
    for channel in rows.prefetch_related(Prefetch("operators", queryset=running, to_attr="now_run_by")):
        review = channel.assessment.review_on
        run_by = channel.now_run_by
        told += _remind_of(channel, What.APPROVAL, channel.approved_until, run_by, today)
        told += _remind_of(channel, What.ASSESSMENT, review, run_by, today)
        if channel.pk in late:
            told += _remind_of_conditions(channel, run_by, today)
    return told


@transaction.atomic
def _remind_of(channel: Channel, what: What, until: date | None, run_by: Iterable[Operator], today: date) -> int:
    if until is None or until - RENEW_BEFORE > today:
        return 0
    closed_by = "decision" if what is What.APPROVAL else "risks"
    page = "channels:channel" if what is What.APPROVAL else "channels:risks"
    runs_out = partial(RUNS_OUT, channel=channel.name, about=about(channel, closed_by), school_id=channel.school_id)
    soon = runs_out(url=_page(page, channel), case=(what, False), once=f"{channel.pk}:{what}:{until}:soon")
    told = _tell(soon, _those_at_it(channel, run_by, today)) if until >= today else 0
    if until < today:
        people = queries.deciding(channel, today) if what is What.APPROVAL else queries.agreeing(channel, today)
        page = "channels:decide" if what is What.APPROVAL else "channels:risks"
        once = f"{channel.pk}:{what}:{until}:ended"
        told += _tell(runs_out(url=_page(page, channel), case=(what, True), once=once), people)
    return told


@transaction.atomic
def _remind_of_conditions(channel: Channel, run_by: Iterable[Operator], today: date) -> int:
    told = 0
    people = {person.pk: person for person in _those_at_it(channel, run_by, today)}
    people |= {person.pk: person for person in queries.deciding(channel, today)}
    for condition in queries.late_conditions(today).filter(decision__channel=channel):
        message = CONDITION_LATE(
            channel=channel.name,
            url=_page("channels:channel", channel),
            about=about(channel, "condition"),
            once=f"condition:{condition.pk}",
            school_id=channel.school_id,
        )
        told += _tell(message, people.values())
    return told


def _those_at_it(channel: Channel, run_by: Iterable[Operator], today: date) -> Iterable[Person]:
    """Who proposed the channel and who runs it, of those who still work there: others could not open its page."""
    people = {channel.proposer_id, *(row.person_id for row in run_by)}
    return staff_at(channel.place, today).filter(pk__in=people)


def _tell(message: Message, people: Iterable[Person]) -> int:
    return len(tell(message, people, by=BY))


def _page(name: str, channel: Channel) -> str:
    return reverse(name, kwargs={"channel": channel.pk})
