"""Who is told what of channels, once each; and every notice leads to a page that opens for whoever is told."""

from datetime import timedelta

import pytest
import time_machine

from lanyard.channels.actions import minding, news, proposing, running
from lanyard.channels.models import Channel, Operator
from lanyard.notices.models import Notice
from lanyard.people.models import Membership, RoleHolding
from tests.channels.office import (
    IN_A_YEAR,
    TODAY,
    a_proposal,
    able,
    again,
    agree,
    approved,
    assessed,
    complete,
    decide,
    live,
    propose,
)
from tests.factories.people import make_membership, make_person
from tests.notices.mailbox import run_background_work

pytestmark = [pytest.mark.django_db]


def told(kind):
    return Notice.objects.filter(kind=f"channels:{kind}")


def people_told(kind):
    return {notice.person_id for notice in told(kind)}


def opens_for_all(client_for):
    """Follow every notice that there is, as whoever was told."""
    notices = Notice.objects.filter(kind__startswith="channels:").select_related("person__user")
    assert notices
    for notice in notices:
        user = getattr(notice.person, "user", None)
        if user:
            assert client_for(user).get(notice.url).status_code == 200, (notice.kind, notice.url, user)


def test_every_notice_from_proposal_to_closing_opens_for_whoever_is_told(cast, now, client_for):
    channel = live(cast)
    able(cast, cast.channel_operator, channel)
    opens_for_all(client_for)
    running.close(by=cast.headteacher, channel=channel)
    run_background_work()
    opens_for_all(client_for)
    assert {notice.kind for notice in Notice.objects.all()} >= {
        "channels:risks-to-agree", "channels:to-decide", "channels:decided", "channels:news",
    }  # fmt: skip
    assert people_told("news") and all(row.url.endswith("/official-accounts/") for row in told("news"))


@pytest.mark.parametrize("proposer", ["headteacher", "executive_headteacher", "channel_operator", "leadership"])
def test_whoever_proposes_the_notices_open_for_those_who_stand_in(cast, now, client_for, proposer):
    by = getattr(cast, proposer)
    channel = complete(propose(by, cast.old_quay), by)
    opens_for_all(client_for)
    agrees = cast.chair_of_governors if proposer == "headteacher" else cast.headteacher
    agree(by=agrees, channel=channel, review_on=IN_A_YEAR)
    opens_for_all(client_for)
    decides = cast.chair_of_trustees if proposer == "executive_headteacher" else cast.executive_headteacher
    decide(by=decides, channel=channel, verdict="approved")
    opens_for_all(client_for)
    assert people_told("decided") == {by.person_id}


def test_who_left_is_told_nothing_of_the_channel_that_they_proposed(cast, now):
    channel = assessed(cast)
    Membership.objects.filter(person=cast.teacher.person).update(end=TODAY - timedelta(days=1))
    RoleHolding.objects.filter(person=cast.teacher.person).update(end=TODAY - timedelta(days=1))
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved")
    assert not told("decided")


def test_an_agreement_that_is_gone_is_asked_for_again_once(cast, now):
    channel = assessed(cast)
    told("risks-to-agree").delete()
    complete(channel, cast.teacher)
    assert people_told("risks-to-agree") == {cast.headteacher.person_id} and told("risks-to-agree").count() == 1
    assert not told("to-decide").filter(settled_at=None)


def test_a_changed_proposal_is_asked_for_again(cast, now):
    channel = assessed(cast)
    told("risks-to-agree").delete()
    proposing.change_proposal(by=cast.teacher, channel=channel, proposal=a_proposal(cast.old_quay))
    assert told("risks-to-agree").count() == 1


def test_who_proposed_and_who_runs_it_are_told_once_a_month_before_an_end_and_the_decider_at_it(cast, now, client_for):
    channel = live(cast)
    able(cast, cast.channel_operator, channel)
    assert minding.remind() == 0
    with time_machine.travel(now + timedelta(days=334), tick=False):
        # Both end on the same day: the approval, and the risk assessment.
        assert (minding.remind(), minding.remind()) == (4, 0)
        assert people_told("runs-out") == {cast.teacher.person_id, cast.channel_operator.person_id}
        opens_for_all(client_for)
    with time_machine.travel(now + timedelta(days=365), tick=False):
        assert (minding.remind(), minding.remind()) == (2, 0)
        ended = set(told("runs-out").filter(title__startswith="Ended").values_list("person", flat=True))
        assert ended == {cast.executive_headteacher.person_id, cast.headteacher.person_id}
        opens_for_all(client_for)
        agree(by=cast.headteacher, channel=channel, review_on=TODAY + timedelta(days=700))
        decide(by=cast.executive_headteacher, channel=channel, verdict="approved")
        assert not told("runs-out").filter(settled_at=None)


def test_a_condition_past_its_day_is_told_once_to_both_sides(cast, now, client_for):
    channel = live(cast)
    due = TODAY + timedelta(days=3)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved", asks={1: ("Ask members.", due)})
    with time_machine.travel(now + timedelta(days=4), tick=False):
        assert (minding.remind(), minding.remind()) == (2, 0)
        assert people_told("condition-late") == {cast.teacher.person_id, cast.executive_headteacher.person_id}
        opens_for_all(client_for)
    assert "Ask members" not in "".join(f"{row.title}{row.says}" for row in told("condition-late"))


@pytest.mark.parametrize("state", ["proposed", "refused", "closed"])
def test_nothing_is_said_of_what_is_not_in_use(cast, now, state):
    channel = approved(cast)
    Channel.objects.filter(pk=channel.pk).update(state=state)
    with time_machine.travel(now + timedelta(days=400), tick=False):
        assert minding.remind() == 0


def test_who_ran_it_before_is_not_reminded(cast, now):
    channel = live(cast)
    able(cast, cast.channel_operator, channel)
    Operator.objects.update(end=TODAY)
    with time_machine.travel(now + timedelta(days=340), tick=False):
        minding.remind()
    assert cast.channel_operator.person_id not in people_told("runs-out")
    assert again(channel).state == "live"


def test_families_are_told_in_the_background_and_nobody_twice_after_a_crash(cast, now):
    channel = live(cast)
    assert not told("news") and channel.told.get().reached is None
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert news.finish() == 1
        run_background_work()
        assert (news.finish(), told("news").filter(person=cast.parent.person).count()) == (0, 1)
    assert channel.told.get().reached == told("news").count()


def test_a_channel_of_the_whole_trust_is_news_at_each_school_and_each_parent_is_counted_once(cast, now):
    both = make_person(cast.trust, "Bo Reed", email="bo@example.org")
    make_membership(both, cast.saltmarsh, "parent")
    make_membership(both, cast.old_quay, "parent")
    channel = live(cast)
    Channel.objects.filter(pk=channel.pk).update(school=None)
    run_background_work()
    assert both.pk in people_told("news") and cast.parent.person_id in people_told("news")
    assert channel.told.get().reached == len(people_told("news")) == told("news").count()
