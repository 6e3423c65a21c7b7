"""What happens when nobody answers: who is told next, and never anybody whom it is about (CHI7)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from lanyard.concerns.casework.actions import parties
from lanyard.concerns.casework.actions.outcome import begin_review
from lanyard.concerns.core.actions.clocks import begin_clock, pass_on_what_is_overdue
from lanyard.concerns.core.choices import ClockKind, ConcernType, PartyRole, ReaderKind, Threshold
from lanyard.concerns.core.models import Clock, Concern, Entry, OutOfHours, Reader
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.oversight import tasks
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from lanyard.people.rules.working_time import LONDON
from tests.concerns.cases import assign, fresh, opened
from tests.concerns.dealing import about_staff, act, clock_of, end, judge_threshold, new
from tests.concerns.factories import by_staff
from tests.factories.people import give_role, make_calendar, make_cover, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def told(concern, kind="concerns:needs-you") -> list[str]:
    """Whom it was told to, in order."""
    rows = Notice.objects.filter(about=f"concern:{concern.pk}", kind=kind).order_by("created_at")
    return list(rows.values_list("person__email", flat=True))


def wait(minutes: int) -> int:
    """Let time pass, then do what the clock does."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        return pass_on_what_is_overdue(timezone.now())


def wait_up_the_ladder(times: int) -> None:
    for number in range(times):
        wait(31 + 31 * number)


def test_the_dsl_is_silent_then_a_deputy_the_headteacher_the_chair_and_the_trustees(cast):
    concern = new(cast.old_quay)
    wait_up_the_ladder(6)

    ladder = [cast.dsl, cast.deputy_dsl, cast.headteacher, cast.chair_of_governors, cast.chair_of_trustees]
    assert told(concern) == [user.email for user in ladder]
    assert visible_to(cast.headteacher).filter(pk=concern.pk).exists()
    assert not visible_to(cast.executive_headteacher).filter(pk=concern.pk).exists()
    assert clock_of(concern, ClockKind.ACKNOWLEDGE).pass_on_at is None


def test_nothing_is_passed_on_before_its_time_or_twice(cast):
    concern = new(cast.old_quay)
    assert wait(29) == 0
    assert wait(31) == 1
    assert wait(32) == 0
    assert told(concern) == [cast.dsl.email, cast.deputy_dsl.email]


def test_once_it_is_acknowledged_nobody_else_is_told(cast):
    concern = opened(cast.old_quay, cast.dsl)
    wait_up_the_ladder(3)
    assert told(concern) == [cast.dsl.email]


def test_each_step_is_in_the_chronology(cast):
    concern = new(cast.old_quay)
    wait(31)
    assert "the next level was told" in Entry.objects.get(concern=concern).text


def test_who_stands_in_for_a_holder_is_told_and_not_the_holder(cast):
    holding = RoleHolding.objects.get(role=Role.HEADTEACHER, school=cast.old_quay)
    make_cover(holding, cast.leadership.person, date(2026, 11, 20), date(2026, 11, 30))
    concern = new(cast.old_quay)
    wait_up_the_ladder(3)

    assert cast.leadership.email in told(concern) and cast.headteacher.email not in told(concern)


def test_a_level_whose_holder_knows_already_is_no_level(cast):
    RoleHolding.objects.filter(role=Role.DEPUTY_DSL).delete()
    give_role(cast.dsl.person, Role.DEPUTY_DSL, cast.old_quay)
    concern = new(cast.old_quay)
    wait(31)

    assert told(concern) == [cast.dsl.email, cast.headteacher.email]
    wait(62)
    assert told(concern)[2:] == [cast.chair_of_governors.email]


def test_who_is_shut_out_is_passed_over_whatever_they_were_appointed_to(cast):
    concern = new(cast.old_quay)
    now = fresh(concern)
    parties.add(
        by=cast.dsl, concern=now, version=now.version, role=PartyRole.SUBJECT, name="Tara Lindqvist",
        person=cast.teacher.person,
    )  # fmt: skip
    RoleHolding.objects.filter(role=Role.CHAIR_OF_GOVERNORS).delete()
    give_role(cast.teacher.person, Role.CHAIR_OF_GOVERNORS, cast.old_quay)
    for number in range(10):
        wait(40 + 40 * number)

    assert cast.teacher.email not in {*told(concern), *told(concern, "concerns:overdue")}
    assert not Reader.objects.filter(concern=concern, person=cast.teacher.person).exists()
    assert not visible_to(cast.teacher).filter(pk=concern.pk).exists()
    assert cast.chair_of_trustees.email in told(concern)


def test_nobody_meant_by_a_role_alone_is_told_on_the_way_up(cast):
    concern = new(cast.old_quay, answers={"about": "headteacher"})
    for number in range(4):
        wait(60 * 24 * 4 * (number + 1))
    assert cast.headteacher.email not in {*told(concern), *told(concern, "concerns:overdue")}


@pytest.mark.parametrize("kind", [ClockKind.LADO, ClockKind.REGULATOR, ClockKind.UPDATE, ClockKind.DATA_COMPLAINT])
def test_those_who_deal_with_it_are_told_once_that_a_clock_ran_out(cast, kind):
    concern = opened(cast.old_quay, cast.dsl)
    Clock.objects.filter(concern=concern).delete()
    clock = begin_clock(concern, kind, timezone.now() - timedelta(days=60))
    assert clock.due_at < timezone.now()
    wait(1)
    wait(2)

    assert told(concern, "concerns:overdue") == [cast.dsl.email]


def test_a_line_manager_who_was_chosen_is_told_and_nobody_else_of_that_role(cast):
    sent = by_staff(cast.teacher, answers={"tell_whom": "line_manager"})
    concern = new(cast.old_quay, ConcernType.CONTACT_RECEIVED, **sent)
    wait(60 * 24 * 2)

    assert told(concern, "concerns:overdue") == [cast.line_manager.email]
    assert told(concern) == [cast.line_manager.email, cast.dsl.email]


def test_one_that_fails_keeps_none_of_the_others_back(cast):
    broken, whole = new(cast.old_quay), new(cast.old_quay)
    broken.report.delete()
    Clock.objects.filter(concern=broken).update(pass_on_at=timezone.now() - timedelta(days=1))
    with pytest.raises(Concern.report.RelatedObjectDoesNotExist):
        wait(31)

    assert cast.deputy_dsl.email in told(whole)


def test_danger_is_passed_on_after_a_quarter_of_an_hour_at_any_time(cast):
    with time_machine.travel(datetime(2026, 11, 21, 3, 0, tzinfo=LONDON), tick=False):
        concern = new(cast.old_quay, answers={"danger": "yes"})
        wait(16)
    assert told(concern) == [cast.dsl.email, cast.deputy_dsl.email]


@pytest.mark.parametrize("when", [(2026, 11, 20, 16, 20), (2026, 11, 21, 3, 0), (2026, 10, 28, 11, 0)])
def test_who_is_named_for_out_of_hours_has_an_hour_then_a_deputy_is_told(cast, when):
    make_calendar(cast.old_quay)
    OutOfHours.objects.create(school=cast.old_quay, person=cast.leadership.person, start=date(2026, 9, 1))
    with time_machine.travel(datetime(*when, tzinfo=LONDON), tick=False):
        concern = new(cast.old_quay)
        assert set(told(concern)) == {cast.dsl.email, cast.leadership.email}
        assert wait(59) == 0
        assert wait(61) == 1
    assert cast.deputy_dsl.email in told(concern)


def test_nobody_is_called_out_while_the_school_is_open(cast):
    make_calendar(cast.old_quay)
    OutOfHours.objects.create(school=cast.old_quay, person=cast.leadership.person, start=date(2026, 9, 1))
    assert told(new(cast.old_quay)) == [cast.dsl.email]


def test_an_office_concern_waits_a_working_day_between_levels(cast):
    concern = new(cast.old_quay, ConcernType.OTHER)
    wait(60 * 24 * 2)
    assert told(concern) == [cast.headteacher.email, cast.chair_of_governors.email]


def test_what_nobody_could_hold_goes_to_whoever_is_appointed(cast):
    RoleHolding.objects.all().delete()
    concern = new(cast.old_quay)
    assert concern.level == ""
    newcomer = make_staff(cast.old_quay, "Nell Hart", email="nell@example.org")
    give_role(newcomer.person, Role.DSL, cast.old_quay)
    tasks.pass_up_what_nobody_holds()

    assert visible_to(newcomer).filter(pk=concern.pk).exists()
    assert told(concern) == ["nell@example.org"]


def test_the_review_of_a_complaint_has_its_clock_from_when_it_was_asked_for(cast):
    concern = about_staff(cast.old_quay, cast.headteacher, ConcernType.COMPLAINT)
    end(concern, cast.headteacher, "not_upheld")
    act(begin_review, concern, cast.headteacher, asked_at=timezone.now(), reason="It was not read.")

    clock = clock_of(concern, ClockKind.COMPLAINT_REVIEW)
    assert (clock.started_at, clock.met_at) == (timezone.now(), None)
    assert clock_of(concern, ClockKind.COMPLAINT_ANSWER).met_at
    end(concern, cast.headteacher, "upheld")
    assert clock_of(concern, ClockKind.COMPLAINT_REVIEW).met_at


def test_a_clock_of_the_lado_that_ran_out_is_told_to_whoever_it_was_given_to(cast):
    concern = about_staff(cast.old_quay, cast.headteacher)
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)
    assign(concern, cast.headteacher, cast.leadership.person)
    wait(60 * 24 * 2)

    assert set(told(concern, "concerns:overdue")) == {cast.headteacher.email, cast.leadership.email}
    assert not Reader.objects.filter(concern=concern, kind=ReaderKind.ESCALATED).exists()
