from datetime import date, timedelta

import pytest
import time_machine

from lanyard.notices.models import Notice
from lanyard.people.models import Membership
from lanyard.records.models import AuditEvent
from lanyard.training import actions
from lanyard.training.models import Document
from tests.factories.people import make_membership, make_person
from tests.training.office import TODAY, make_document, make_edition, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]
ASKED = TODAY - timedelta(days=1)
DUE = ASKED + timedelta(days=14)


def run_on(day: date) -> int:
    with time_machine.travel(day, tick=False):
        return actions.remind()


def told(user, kind="training:sign-this") -> list[str]:
    return [n.says for n in Notice.objects.filter(person=user.person, kind=kind).order_by("created_at")]


def test_each_reminder_comes_once_on_its_day_and_they_end(cast, code):
    day = ASKED
    while day < DUE + timedelta(days=60):
        run_on(day)
        day += timedelta(days=1)
    says = told(cast.teacher)
    assert len(says) == 5
    assert says[1] == "It is due within a week." and says[2] == "It is due today."


def test_running_again_on_the_same_day_tells_nobody_again(cast, code):
    first = actions.remind()
    assert first > 10
    assert actions.remind() == 0


def test_after_days_without_a_run_only_the_last_reminder_is_given(cast, code):
    run_on(DUE + timedelta(days=1))
    assert told(cast.teacher) == ["It is due today."]


def test_who_has_signed_is_not_reminded(cast, code):
    actions.remind()
    sign(cast.teacher, code)
    run_on(DUE)
    assert len(told(cast.teacher)) == 1


def test_a_new_starter_is_asked_on_the_first_day_and_has_the_full_time(cast, code):
    actions.remind()
    starter = make_person(cast.trust, "Nia New", email="nia@example.org")
    make_membership(starter, cast.old_quay, start=TODAY + timedelta(days=5))
    assert run_on(TODAY + timedelta(days=4)) == 0
    assert run_on(TODAY + timedelta(days=5)) == 1
    notice = Notice.objects.get(person=starter)
    assert notice.due.date() == TODAY + timedelta(days=19)


def test_a_week_late_the_line_manager_hears_how_many_but_not_who(cast, code):
    second = make_person(cast.trust, "Sam Second")
    make_membership(second, cast.old_quay, line_manager=cast.line_manager.person)
    run_on(DUE + timedelta(days=6))
    assert told(cast.line_manager, "training:team-is-late") == []
    run_on(DUE + timedelta(days=7))
    notice = Notice.objects.get(person=cast.line_manager.person, kind="training:team-is-late")
    assert notice.title == "2 people in your team: Staff code of conduct"
    assert notice.url == "/sign-offs/team/"
    assert "Tara" not in notice.title + notice.says


def test_two_weeks_late_each_headteacher_hears_how_many_at_the_own_school(cast, code):
    run_on(DUE + timedelta(days=14))
    notice = Notice.objects.get(person=cast.saltmarsh_headteacher.person, kind="training:school-is-late")
    assert notice.title == "1 person two weeks late: Staff code of conduct"
    assert notice.school == cast.saltmarsh
    assert Notice.objects.get(person=cast.headteacher.person, kind="training:school-is-late").title.startswith(
        "16 people"
    )


def test_at_two_schools_somebody_is_asked_once_for_when_it_is_first_due(cast, code):
    make_membership(cast.teacher.person, cast.saltmarsh, start=TODAY)
    actions.remind()
    assert Notice.objects.get(person=cast.teacher.person).due.date() == DUE


def test_nothing_that_is_told_names_anybody(cast, code):
    for days in (0, 7, 14, 21, 28):
        run_on(ASKED + timedelta(days=days))
    names = {
        n for person in Membership.objects.values_list("person__given_name", "person__family_name") for n in person
    }
    for notice in Notice.objects.all():
        assert not any(name in f"{notice.title} {notice.says} {notice.subject}" for name in names)


def test_each_document_reminded_of_is_one_audit_event_by_the_clock(cast, code):
    other = make_document(cast.trust, "other")
    make_edition(other, ASKED)
    actions.remind()
    events = AuditEvent.objects.filter(event="sign-off:remind")
    assert events.count() == 2 and {event.actor for event in events} == {"system:reminders"}


def test_reminding_takes_a_number_of_queries_that_does_not_grow_with_people(cast, code, django_assert_max_num_queries):
    for number in range(60):
        make_membership(make_person(cast.trust, f"Teacher{number} Reed"), cast.old_quay)
    with django_assert_max_num_queries(40):
        assert actions.remind(documents=Document.objects.filter(pk=code.pk)) > 60
