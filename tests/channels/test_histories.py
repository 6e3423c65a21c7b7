"""Whatever people do in whatever order: nothing goes live without what it needs (OFF2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.channels.actions import proposing, risks, running
from lanyard.channels.actions.common import standing
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Cover, RoleHolding
from tests.channels.office import a_proposal, again, agree, complete, decide, propose
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
WHO = ("teacher", "headteacher", "executive_headteacher", "chair_of_trustees", "leadership", "chair_of_governors")
DEEDS = (
    "propose_again",
    "score",
    "rewrite",
    "agree",
    "approve",
    "refuse",
    "go_live",
    "pause",
    "close",
    "cover",
    "wait",
)
moves = st.tuples(st.sampled_from(DEEDS), st.sampled_from(WHO), st.integers(1, 400))
# Random steps seldom get far: most histories begin with a good start.
SCORED = [("score", None, 1)]
READY = [*SCORED, ("agree", None, 300), ("approve", None, 300)]
starts = st.sampled_from([[], SCORED, READY])


def do(deed, user, days, channel, cast):
    today = again(channel)
    if deed == "propose_again":
        proposing.change_proposal(by=user, channel=today, proposal=a_proposal(cast.old_quay))
    elif deed == "score":
        complete(today, user)
    elif deed == "rewrite":
        risks.write_hazard(by=user, channel=today, hazard=today.assessment.hazards.first(), severity_after=None)
    elif deed == "agree":
        agree(by=user, channel=today, review_on=NOW.date() + timedelta(days=days))
    elif deed in ("approve", "refuse"):
        verdict = {"approve": "approved", "refuse": "refused"}[deed]
        decide(by=user, channel=today, verdict=verdict, conditions="So.")
    elif deed in ("go_live", "pause", "close"):
        getattr(running, deed)(by=user, channel=today)


def entitled(by, proposer, on):
    """Whether somebody held or covered a role that may decide, and did not propose."""
    roles = {"executive_headteacher", "chair_of_trustees"}
    holds = RoleHolding.objects.filter(person=by, role__in=roles).exists()
    covers = Cover.objects.filter(person=by, holding__role__in=roles, start__lte=on).exists()
    return by != proposer and (holds or covers)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(proposer=st.sampled_from(WHO), start=starts, history=st.lists(moves, min_size=1, max_size=14))
def test_no_history_makes_a_channel_live_without_what_it_needs(cast, proposer, start, history):
    good = {
        "agree": "chair_of_governors" if proposer == "headteacher" else "headteacher",
        "approve": "chair_of_trustees" if proposer == "executive_headteacher" else "executive_headteacher",
    }
    with transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        channel = propose(getattr(cast, proposer), cast.old_quay)
        for deed, name, days in [*start, *history]:
            who = getattr(cast, name or good.get(deed, proposer))
            user = type(who).objects.get(pk=who.pk)
            before = again(channel).state
            if deed == "wait":
                clock.shift(timedelta(days=days))
            elif deed == "cover":
                _cover(cast, user, days)
            else:
                try:
                    do(deed, user, days, channel, cast)
                except Refused:
                    continue
            _holds(channel, before)
        transaction.set_rollback(True)


def _cover(cast, user, days):
    holding = cast.executive_headteacher.person.roles.get()
    if user.person != holding.person:
        on = timezone.localdate()
        Cover.objects.create(holding=holding, person=user.person, start=on, end=on + timedelta(days=days))


def _holds(channel, before):
    now = again(channel)
    if now.state == "live" and before != "live":
        stands = standing(now)
        assert stands.has_approval and stands.has_assessment
        last = now.decisions.first()
        assert last.verdict == "approved"
        assert entitled(last.by, now.proposer, stands.on)
        assert now.assessment.agreed_by != now.proposer
        assert risks.is_complete(now)
