"""The harm threshold: decided with reasons, starting the LADO's clock, undone only with a reason (EXP7)."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.casework.actions.threshold import decide_threshold, undo_threshold
from lanyard.concerns.casework.rules.closing import is_lado
from lanyard.concerns.core.choices import ClockKind, ConcernType, Threshold
from lanyard.concerns.core.models import Entry
from lanyard.kernel.refusals import Refused
from lanyard.people.rules.working_time import LONDON
from tests.concerns.cases import fresh, opened, page, post
from tests.concerns.dealing import about_staff, act, ask, clock_of, end, judge_threshold, make_agency
from tests.concerns.factories import by_staff, make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

PAGES = (
    "threshold undo-threshold ground outside-ref regulator ask-advice add-action take-internet decide close reopen "
    "review debrief no-debrief add-lesson"
).split()


@pytest.fixture
def concern(cast):
    return about_staff(cast.old_quay, cast.headteacher)


def test_may_meet_gives_one_working_day_from_when_it_was_received(cast, concern):
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)

    clock = clock_of(concern, ClockKind.LADO)
    assert timezone.localtime(clock.due_at) == datetime(2026, 11, 25, 16, 30, tzinfo=LONDON)
    assert clock.pass_on_at == clock.due_at


def test_what_was_known_before_it_was_reported_is_counted_from_then(cast, concern):
    friday = timezone.now() - timedelta(days=4)
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET, known_at=friday)

    assert timezone.localtime(clock_of(concern, ClockKind.LADO).due_at) == datetime(2026, 11, 23, 16, 30, tzinfo=LONDON)


def test_a_time_to_come_is_refused(cast, concern):
    with pytest.raises(Refused, match="in the future"):
        judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET, known_at=timezone.now() + timedelta(hours=1))


def test_telling_the_lado_meets_the_clock_and_asking_somebody_else_does_not(cast, concern):
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)
    ask(concern, cast.headteacher, make_agency("posh", "Professionals Online Safety Helpline"))
    assert clock_of(concern, ClockKind.LADO).met_at is None

    ask(concern, cast.headteacher)
    assert clock_of(concern, ClockKind.LADO).met_at is not None


def test_a_lado_who_was_told_first_meets_the_clock_at_once(cast, concern):
    ask(concern, cast.headteacher)
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)

    assert clock_of(concern, ClockKind.LADO).met_at is not None


def test_the_decision_and_its_reasons_are_in_the_chronology(cast, concern):
    judge_threshold(concern, cast.headteacher)

    entry = Entry.objects.get(concern=concern, kind="decision")
    assert "low-level" in entry.text and "What was said in the chat." in entry.text


def test_it_is_undone_only_with_a_reason_and_then_decided_anew(cast, concern):
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)
    with pytest.raises(Refused, match="Undo that decision first"):
        judge_threshold(concern, cast.headteacher)

    act(undo_threshold, concern, cast.headteacher, reason="It was somebody else.")
    assert fresh(concern).threshold == ""
    assert clock_of(concern, ClockKind.LADO).stopped_at is not None
    assert any("It was somebody else." in entry.text for entry in Entry.objects.filter(concern=concern))
    judge_threshold(concern, cast.headteacher)


def test_it_is_no_question_for_a_childs_concern(cast):
    concern = opened(cast.old_quay, cast.dsl)
    with pytest.raises(Refused, match="people who work with children"):
        judge_threshold(concern, cast.dsl)


def test_a_complaint_can_have_one_and_needs_none(cast):
    concern = about_staff(cast.old_quay, cast.headteacher, ConcernType.COMPLAINT)
    end(concern, cast.headteacher, "upheld")
    other = about_staff(cast.old_quay, cast.headteacher, ConcernType.COMPLAINT)
    judge_threshold(other, cast.headteacher)

    assert fresh(other).threshold == "low_level"


def test_the_page_says_not_to_investigate_and_what_the_threshold_is(cast, concern, client_for):
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)
    shown = page(client_for(cast.headteacher), concern)

    assert "Do not investigate or interview anybody before you have the LADO’s advice" in shown
    assert shown.count("<li>harmed a child") == 1
    assert "may not be suitable to work with children" in shown
    assert "Record that the LADO was told, or why not." in shown


def test_an_error_keeps_what_was_typed_and_stands_beside_its_field(cast, concern, client_for):
    answer = post(client_for(cast.headteacher), concern, "threshold/", reasons="He wrote to her", known_on="32/13/2026")

    shown = answer.content.decode()
    assert "Select how serious it may be" in shown and "He wrote to her" in shown and "Enter a real date" in shown


def test_somebody_elses_change_in_between_loses_nothing(cast, concern, client_for):
    client = client_for(cast.headteacher)
    answer = post(client, concern, "threshold/", version=1, threshold="low_level", reasons="He wrote to her")
    shown = answer.content.decode()
    assert "Someone else has changed this" in shown and "He wrote to her" in shown
    assert fresh(concern).threshold == ""

    assert f'name="version" value="{fresh(concern).version}"' in shown


def test_whom_it_is_about_finds_nothing_and_whoever_only_reads_changes_nothing(cast, client_for):
    sent = by_staff(cast.line_manager, about_people=(cast.teacher.person,), answers={"about": "staff"})
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, **sent)
    for name in PAGES:
        address = reverse(f"concerns:{name}", kwargs={"concern": concern.pk})
        for user in (cast.teacher, cast.dsl, cast.leadership, cast.executive_headteacher):
            assert client_for(user).get(address).status_code == 404, (name, user)
            assert client_for(user).post(address).status_code == 404, (name, user)

    with pytest.raises(Refused, match="someone else is dealing with it"):
        act(decide_threshold, concern, cast.dsl, threshold="none", reasons="x")


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("LADO Education Safeguarding Advisory Service (LESAS)", True),
        ("Local authority designated officer, Medway", True),
        ("Childline", False),
    ],
)
def test_the_lado_is_known_by_name(name, is_it):
    assert is_lado(name) is is_it
