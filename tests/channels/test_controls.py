"""What each control says, in every status, and of a school without channels."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.assurance.registry import Scope, all_controls
from lanyard.channels.actions import opening as opens
from lanyard.channels.actions import running, telling
from lanyard.channels.actions.links import check_links
from lanyard.channels.actions.sealing import seal
from lanyard.channels.models import Channel
from lanyard.channels.rules import PROTECTION
from lanyard.people.models import School
from tests.channels.office import IN_A_YEAR, TODAY, able, complete, live, propose
from tests.factories.people import make_pupil, make_school
from tests.notices.mailbox import run_background_work

pytestmark = [pytest.mark.django_db]
OURS = [
    "channels.approved", "channels.risk-assessed", "channels.remote-learning", "channels.protected",
    "channels.school-address", "channels.told", "channels.listed", "channels.operators", "channels.minimum-age",
    "channels.log-ins",
]  # fmt: skip


@pytest.fixture
def read(cast, now):
    def reading(key, school=None, on=TODAY):
        scope = Scope(School.objects.all(), on, now)
        return all_controls()[key].read(scope)[(school or cast.old_quay).pk]

    return reading


@pytest.mark.parametrize("key", OURS)
def test_at_a_school_without_channels_it_is_not_in_use(cast, read, key):
    assert (read(key).status, read(key, cast.other_school).status) == ("not_in_use", "not_in_use")


@pytest.mark.parametrize("key", OURS)
def test_a_channel_of_another_school_changes_nothing(cast, read, key):
    live(cast)
    assert read(key, cast.saltmarsh).status == "not_in_use"
    assert read(key, cast.other_school).status == "not_in_use"


def test_a_live_channel_is_approved_until_its_approval_runs_out(cast, read):
    live(cast)
    found = read("channels.approved")
    assert (found.status, found.figure) == ("kept", "1 of 1")
    soon = IN_A_YEAR - timedelta(days=30)
    assert read("channels.approved", on=soon).status == "needs_attention"
    over = read("channels.approved", on=IN_A_YEAR + timedelta(days=1))
    assert over.status == "not_kept"
    assert over.attention[0].says == "“Old Quay news”: live without a current approval"


def test_a_live_channel_is_risk_assessed_until_its_review(cast, read):
    channel = live(cast)
    assert read("channels.risk-assessed").status == "kept"
    assert read("channels.risk-assessed", on=IN_A_YEAR + timedelta(days=1)).status == "not_kept"
    complete(channel, cast.headteacher)
    assert read("channels.risk-assessed").status == "not_kept"


def test_remote_learning_waits_for_the_headteacher(cast, read):
    propose(cast.teacher, cast.old_quay, purpose="remote")
    assert read("channels.remote-learning").status == "needs_attention"
    Channel.objects.update(state="live")
    assert read("channels.remote-learning").status == "not_kept"


def test_remote_learning_that_was_decided_on_is_kept(cast, read):
    live(cast, purpose="remote")
    assert read("channels.remote-learning").status == "kept"


def test_protection_is_looked_at_each_year_and_every_point_counts(cast, read):
    channel = live(cast)
    assert read("channels.protected").status == "not_kept"
    running.check_protection(by=cast.it_lead, channel=channel, passing=list(PROTECTION))
    assert read("channels.protected").status == "kept"
    assert read("channels.protected", on=TODAY + timedelta(days=366)).status == "not_kept"
    check_links()
    assert read("channels.protected").status == "needs_attention"
    running.check_protection(by=cast.it_lead, channel=channel, passing=["two_steps"])
    found = read("channels.protected")
    assert found.status == "not_kept"
    assert "6 points" in found.attention[0].says


def test_an_address_of_somebody_else_needs_attention_while_the_exception_is_approved(cast, read):
    live(cast, email="a@mail.example.net", why_other_email="Shared.")
    assert read("channels.school-address").status == "needs_attention"
    assert read("channels.school-address", on=IN_A_YEAR + timedelta(days=1)).status == "not_kept"


def test_an_address_of_the_school_keeps_it(cast, read):
    live(cast)
    assert read("channels.school-address").figure == "1 of 1"


def test_parents_and_pupils_are_told(cast, read):
    channel = live(cast)
    assert read("channels.told").status == "not_kept"
    run_background_work()
    assert read("channels.told").status == "needs_attention"
    telling.record_told(by=cast.moderator, channel=channel, event="opened", audience="pupils", route="assembly")
    assert read("channels.told").status == "kept"
    channel.told.all().delete()
    assert read("channels.told").status == "not_kept"


def test_the_register_is_looked_at_each_term_and_holds_what_the_trust_names(cast, read):
    channel = live(cast)
    assert read("channels.listed").status == "needs_attention"
    running.check_protection(by=cast.it_lead, channel=channel, passing=[])
    assert read("channels.listed").status == "kept"
    cast.old_quay.listed_channels = [{"name": "old quay NEWS"}, {"name": "Old Quay sports"}]
    cast.old_quay.save()
    found = read("channels.listed")
    assert found.status == "not_kept"
    assert [one.says for one in found.attention] == ["“Old Quay sports” is not in the register"]


def test_two_people_with_authority_are_needed(cast, read):
    channel = live(cast)
    able(cast, cast.channel_operator, channel)
    assert read("channels.operators").status == "not_kept"
    able(cast, cast.moderator, channel)
    assert read("channels.operators").status == "kept"
    able(cast, cast.teacher, channel, but="staff_acceptable_use")
    assert read("channels.operators").status == "needs_attention"


def test_pupils_who_came_since_are_looked_at_too(cast, read):
    school = make_school(cast.trust, "Thirteen", year_groups=["9"])
    channel = live(cast)
    Channel.objects.filter(pk=channel.pk).update(school=school, year_groups=["9"])
    assert read("channels.minimum-age", school).status == "kept"
    pupil = make_pupil(school, year="9")
    assert read("channels.minimum-age", school).status == "needs_attention"
    pupil.date_of_birth = TODAY.replace(year=2014)
    pupil.save()
    assert read("channels.minimum-age", school).status == "not_kept"


def test_attempts_that_were_stopped_are_counted(cast, read):
    cast.elder_child.date_of_birth = None
    cast.elder_child.save()
    with pytest.raises(Exception, match="13 and over"):
        propose(cast.teacher, cast.old_quay, year_groups=("5",))
    assert read("channels.minimum-age").says.endswith("; 1 attempt was stopped within a year")


def test_a_channel_of_the_trust_counts_at_each_of_its_schools(cast, read):
    channel = live(cast)
    Channel.objects.filter(pk=channel.pk).update(school=None)
    for school in (cast.old_quay, cast.saltmarsh):
        assert read("channels.approved", school).figure == "1 of 1"
    assert read("channels.approved", cast.other_school).figure == ""


def test_the_number_of_queries_does_not_grow_with_schools_or_channels(cast, now):
    def count():
        with CaptureQueriesContext(connection) as seen:
            for key in OURS:
                all_controls()[key].read(scope)
        return len(seen)

    able(cast, cast.channel_operator, live(cast))
    scope = Scope(School.objects.all(), TODAY, now)
    few = count()
    for n in range(4):
        make_school(cast.trust, f"School {n}")
        able(cast, cast.channel_operator, live(cast, name=f"News {n}"))
    assert count() == few


def test_a_live_channel_has_a_log_in_that_is_sealed_and_tried(cast, read, now):
    channel = live(cast)
    assert read("channels.log-ins").status == "not_kept"
    assert read("channels.log-ins").attention[0].says == "“Old Quay news”: seal its log-in"

    seal(by=cast.headteacher, channel=channel, password="one")
    assert read("channels.log-ins").status == "needs_attention"
    opens.ask(by=cast.headteacher, channel=channel, why="drill", reason="The drill.")
    assert read("channels.log-ins").status == "needs_attention"
    assert read("channels.log-ins", on=TODAY + timedelta(days=2)).status == "not_kept"

    seal(by=cast.headteacher, channel=channel, password="two")
    found = read("channels.log-ins")
    assert (found.status, found.figure) == ("kept", "1 of 1")
