"""From the proposal to live, and what stops it (OFF2, OFF5, EXP6)."""

from datetime import date, timedelta

import pytest
import time_machine

from lanyard.channels.actions import address, proposing, risks, running, telling
from lanyard.channels.actions.common import standing
from lanyard.channels.models import Channel
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.records.models import AuditEvent
from tests.channels.office import (
    IN_A_YEAR,
    TODAY,
    a_proposal,
    again,
    agree,
    approved,
    assessed,
    complete,
    decide,
    live,
    propose,
)
from tests.factories.people import make_cover
from tests.notices.mailbox import run_background_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_a_channel_goes_its_way_and_each_step_is_on_record(cast):
    channel = live(cast)
    assert (channel.state, channel.live_since) == ("live", TODAY)
    events = list(AuditEvent.objects.filter(about_id=str(channel.pk)).values_list("event", flat=True))
    assert [events[0], *events[-3:]] == [
        "channel:propose", "channel:agree-risks", "channel:decide", "channel:go-live"
    ]  # fmt: skip


def test_a_proposal_starts_with_hazards_of_which_none_is_scored(cast):
    channel = propose(cast.teacher, cast.old_quay)
    rows = list(channel.assessment.hazards.all())
    assert len(rows) == 9
    assert not any(row.likelihood or row.severity or row.likelihood_after or row.severity_after for row in rows)
    assert not risks.is_complete(channel)


def test_one_unscored_row_keeps_the_assessment_from_being_agreed(cast):
    channel = complete(propose(cast.teacher, cast.old_quay), cast.teacher)
    row = channel.assessment.hazards.first()
    risks.write_hazard(by=cast.teacher, channel=channel, hazard=row, severity_after=None)
    with pytest.raises(Refused, match="not complete"):
        agree(by=cast.headteacher, channel=again(channel), review_on=IN_A_YEAR)


def test_who_proposed_it_neither_agrees_its_risks_nor_approves_it(cast):
    channel = complete(propose(cast.headteacher, cast.old_quay), cast.headteacher)
    with pytest.raises(Refused, match="You proposed this channel"):
        agree(by=cast.headteacher, channel=channel, review_on=IN_A_YEAR)
    agree(by=cast.chair_of_governors, channel=channel, review_on=IN_A_YEAR)
    assert again(channel).state == "assessed"


def test_the_chair_of_trustees_decides_on_what_the_executive_headteacher_proposed(cast):
    channel = complete(propose(cast.executive_headteacher, cast.old_quay), cast.executive_headteacher)
    agree(by=cast.headteacher, channel=channel, review_on=IN_A_YEAR)
    with pytest.raises(Refused):
        decide(by=cast.executive_headteacher, channel=channel, verdict="approved")
    decide(by=cast.chair_of_trustees, channel=channel, verdict="approved")
    assert again(channel).state == "approved"


def test_the_chair_of_trustees_does_not_decide_on_what_others_proposed(cast):
    with pytest.raises(Refused):
        decide(by=cast.chair_of_trustees, channel=assessed(cast), verdict="approved")


def test_whoever_stands_in_for_the_executive_headteacher_decides(cast):
    holding = cast.executive_headteacher.person.roles.get()
    make_cover(holding, cast.leadership.person, TODAY, TODAY)
    made = decide(by=cast.leadership, channel=assessed(cast), verdict="approved")
    assert (made.by, again(made.channel).state) == (cast.leadership.person, "approved")


@pytest.mark.parametrize("who", ["teacher", "headteacher", "saltmarsh_headteacher", "stranger", "trust_administrator"])
def test_nobody_else_decides(cast, who):
    channel = assessed(cast)
    with pytest.raises(Refused):
        decide(by=getattr(cast, who), channel=channel, verdict="approved")


@pytest.mark.parametrize("who", ["teacher", "saltmarsh_headteacher", "stranger", "parent"])
def test_nobody_else_puts_it_live(cast, who):
    channel = approved(cast)
    with pytest.raises(Refused):
        running.go_live(by=getattr(cast, who), channel=channel)
    assert again(channel).state == "approved"


def test_without_an_approval_it_does_not_go_live(cast):
    with pytest.raises(Refused, match="risk assessed"):
        running.go_live(by=cast.headteacher, channel=assessed(cast))


def test_an_approval_lapses_by_itself_after_a_year(cast):
    channel = live(cast)
    assert standing(channel).may_go_live
    with time_machine.travel(IN_A_YEAR + timedelta(days=1), tick=False):
        assert standing(again(channel)).missing == [
            "Its approval ended on 23 November 2027.",
            "Its risk assessment was to be reviewed by 23 November 2027.",
        ]
        assert again(channel).state == "live"


def test_a_renewal_makes_it_current_again_and_a_refused_one_stops_it(cast):
    channel = live(cast)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved", until=date(2027, 3, 1))
    assert standing(again(channel)).approved_until == date(2027, 3, 1)
    with time_machine.travel(date(2026, 11, 25), tick=False):
        decide(by=cast.executive_headteacher, channel=channel, verdict="refused", conditions="No need.")
    assert again(channel).state == "paused"
    assert not standing(again(channel)).has_approval


def test_a_paused_channel_without_an_approval_does_not_go_live_again(cast):
    channel = live(cast)
    running.pause(by=cast.headteacher, channel=channel)
    with time_machine.travel(IN_A_YEAR + timedelta(days=1), tick=False), pytest.raises(Refused, match="ended on"):
        running.go_live(by=cast.headteacher, channel=channel)


def test_rewriting_a_risk_takes_the_agreement_away_until_it_is_agreed_again(cast):
    channel = approved(cast)
    row = channel.assessment.hazards.first()
    risks.write_hazard(by=cast.headteacher, channel=channel, hazard=row, likelihood=5)
    with pytest.raises(Refused, match="not been agreed"):
        running.go_live(by=cast.headteacher, channel=channel)
    agree(by=cast.headteacher, channel=again(channel), review_on=IN_A_YEAR)
    running.go_live(by=cast.headteacher, channel=channel)
    assert again(channel).state == "live"


def test_a_refusal_says_why_and_the_proposal_can_be_changed(cast):
    channel = assessed(cast)
    with pytest.raises(Refused, match="Say why"):
        decide(by=cast.executive_headteacher, channel=channel, verdict="refused")
    decide(by=cast.executive_headteacher, channel=channel, verdict="refused", conditions="For whom?")
    new = a_proposal(cast.old_quay, name="Better news")
    with pytest.raises(Refused):
        proposing.change_proposal(by=cast.headteacher, channel=channel, proposal=new)
    proposing.change_proposal(by=cast.teacher, channel=channel, proposal=new)
    changed = again(channel)
    assert (changed.name, changed.state, standing(changed).agreed) == ("Better news", "proposed", False)


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), date(2027, 11, 24)])
def test_an_approval_lasts_a_year_at_most(cast, until):
    with pytest.raises(Refused, match="from today to 23 November 2027"):
        decide(by=cast.executive_headteacher, channel=assessed(cast), verdict="approved", until=until)


def test_an_address_of_somebody_else_needs_a_reason(cast):
    with pytest.raises(Refused, match="not a school address") as refused:
        propose(cast.teacher, cast.old_quay, email="news@mail.example.net")
    assert refused.value.field == "email"
    channel = propose(cast.teacher, cast.old_quay, email="news@mail.example.net", why_other_email="Shared with a club.")
    assert not channel.email_is_ours


@pytest.mark.parametrize("email", ["a@sub.old-quay-juniors.example.org", "a@notold-quay-juniors.example.org"])
def test_a_domain_that_only_looks_like_ours_is_not(cast, email):
    with pytest.raises(Refused):
        propose(cast.teacher, cast.old_quay, email=email)


def test_remote_learning_is_for_one_school_whose_headteacher_decides_on_the_risks(cast):
    with pytest.raises(Refused, match="one school"):
        propose(cast.executive_headteacher, cast.trust, purpose="remote")
    channel = complete(propose(cast.teacher, cast.old_quay, purpose="remote"), cast.teacher)
    for other in (cast.leadership, cast.dsl, cast.executive_headteacher, cast.saltmarsh_headteacher):
        with pytest.raises(Refused):
            agree(by=other, channel=channel, review_on=IN_A_YEAR)
    with pytest.raises(Refused):
        decide(by=cast.executive_headteacher, channel=channel, verdict="approved")
    agree(by=cast.headteacher, channel=channel, review_on=IN_A_YEAR)


def test_a_parents_association_says_who_runs_it(cast):
    with pytest.raises(Refused, match="Say who runs it"):
        propose(cast.teacher, cast.old_quay, purpose="parents", run_by="Friends of Old Quay")


def test_a_channel_of_the_whole_trust_is_agreed_and_decided_at_the_trust(cast):
    channel = complete(propose(cast.trust_administrator, cast.trust), cast.trust_administrator)
    agree(by=cast.executive_headteacher, channel=channel, review_on=IN_A_YEAR)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved")
    running.go_live(by=cast.executive_headteacher, channel=channel)
    with pytest.raises(Refused):
        running.pause(by=cast.headteacher, channel=channel)


def test_parents_are_told_when_it_opens_and_closes_and_those_not_reached_are_counted(cast):
    cast.parent.person.email = ""
    cast.parent.person.save()
    channel = live(cast)
    running.close(by=cast.headteacher, channel=channel)
    run_background_work()
    told = [(one.event, one.reached, one.not_reached) for one in channel.told.order_by("event")]
    assert told == [("closed", 0, 1), ("opened", 0, 1)]
    assert Notice.objects.filter(person=cast.parent.person, kind="channels:news").count() == 2
    telling.record_told(by=cast.moderator, channel=channel, event="closed", audience="pupils", route="assembly")


def test_a_closed_channel_stays_closed(cast):
    channel = live(cast)
    running.close(by=cast.headteacher, channel=channel)
    for act in (running.go_live, running.pause, running.close):
        with pytest.raises(Refused):
            act(by=cast.headteacher, channel=channel)


def test_without_an_address_it_does_not_go_live(cast):
    channel = approved(cast, url="")
    with pytest.raises(Refused, match="web address"):
        running.go_live(by=cast.headteacher, channel=channel)
    change = address.set_address(
        by=cast.headteacher, channel=channel, url="https://chirp.example/a", reason="Made today."
    )
    with pytest.raises(Refused, match="waiting for approval"):
        running.go_live(by=cast.headteacher, channel=channel)
    address.decide_address(by=cast.executive_headteacher, channel=channel, verdict="approved", change=str(change.pk))
    running.go_live(by=cast.headteacher, channel=channel)


def test_what_is_written_is_sealed_in_the_database(cast):
    channel = propose(cast.teacher, cast.old_quay, objectives="Something private")
    stored = Channel.objects.filter(pk=channel.pk).values_list("objectives", flat=True).get()
    assert "private" not in str(stored)
