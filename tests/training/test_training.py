"""Training in date: who took part, until when it is good, who may enter it, and what the policy shows of it (OFF12)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Scope
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.records.models import AuditEvent
from lanyard.training import actions, controls
from lanyard.training.models import Attendance, TakenBack, TrainingSession
from lanyard.training.queries.trained import trained_at
from lanyard.training.rules import Training, call_reached, good_until, training_state
from tests.conftest import NOW
from tests.factories.people import give_role, make_membership, make_person
from tests.training.office import TODAY, make_course, train

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
# All else that the page of a school may be asked by.
NEVER = ("teacher", "it_lead", "governor", "channel_operator", "parent", "pupil", "saltmarsh_headteacher", "stranger")


@pytest.fixture
def course(cast):
    return make_course(cast.trust)


@pytest.fixture
def operator(cast, course):
    return cast.channel_operator.person


def url(name, cast, **more):
    return reverse(f"training:{name}", kwargs={"school": cast.old_quay.slug, **more})


def enter(cast, course, people, by=None, **fields):
    ready = {"held_on": TODAY, "led_by": "The online safety team"}
    by = by or cast.headteacher
    return actions.record_session(by=by, course=course, school=cast.old_quay, people=people, **(ready | fields))


def filled(course, *people, **changes):
    fields = {
        "course": str(course.pk), "held_on": "24/11/2026", "led_by": "The online safety team",
        "people": [str(person.pk) for person in people],
    }  # fmt: skip
    return fields | changes


def reading(school, on=TODAY):
    scope = Scope(School.objects.filter(pk=school.pk), on, NOW)
    return controls.operators_trained(scope)[school.pk]


@given(DAYS, DAYS, st.integers(1, 36))
def test_training_is_never_good_for_longer_where_it_was_earlier(one, other, months):
    first, last = sorted((one, other))
    assert good_until(first, months) <= good_until(last, months)


@given(DAYS, st.integers(1, 36))
def test_training_is_good_on_its_day_and_ends_within_its_months(day, months):
    assert day <= good_until(day, months) < day + timedelta(days=31 * months)


@pytest.mark.parametrize(
    ("held_on", "until"),
    [(date(2025, 11, 25), date(2026, 11, 24)), (date(2024, 2, 29), date(2025, 2, 27))],
)
def test_a_year_ends_the_day_before_the_same_day(held_on, until):
    assert good_until(held_on, 12) == until


@pytest.mark.parametrize(
    ("until", "state", "call"),
    [
        (None, Training.NEVER, "never"),
        (TODAY - timedelta(days=1), Training.LAPSED, "lapsed"),
        (TODAY, Training.SOON, "last"),
        (TODAY + timedelta(days=7), Training.SOON, "last"),
        (TODAY + timedelta(days=8), Training.SOON, "again"),
        (TODAY + timedelta(days=30), Training.SOON, "again"),
        (TODAY + timedelta(days=31), Training.IN_DATE, ""),
    ],
)
def test_who_has_to_act_is_called_in_time(until, state, call):
    assert (training_state(until, TODAY), call_reached(until, TODAY)) == (state, call)


@pytest.mark.parametrize("who", NEVER)
def test_who_leads_nothing_here_neither_enters_nor_reads_it(cast, course, operator, client_for, who):
    client, session = client_for(getattr(cast, who)), train(operator, cast.old_quay, TODAY, cast.headteacher.person)
    taking = url("take-back", cast, session=session.session_id, attendance=session.pk)
    for page in (url("training", cast), url("session", cast, session=session.session_id)):
        assert client.get(page).status_code in (403, 404)
    for page, sent in ((url("new-session", cast), filled(course, operator)), (taking, {"reason": "Mine now"})):
        assert client.get(page).status_code in (403, 404)
        assert client.post(page, sent).status_code in (403, 404)
    assert (TrainingSession.objects.count(), TakenBack.objects.count()) == (1, 0)


def test_the_headteacher_enters_who_took_part_and_they_are_told(cast, course, operator, client_for):
    client = client_for(cast.headteacher)
    assert "It has not been recorded that they took part." in client.get(url("training", cast)).content.decode()

    page = client.post(url("new-session", cast), filled(course, operator), follow=True).content.decode()

    assert "The session has been entered." in page
    assert operator.full_name in page
    assert "In date until Tuesday 23 November 2027." in client.get(url("training", cast)).content.decode()
    notice = Notice.objects.get(person=operator, kind="training:in-date")
    assert notice.says == "It is valid until 23 November 2027."
    event = AuditEvent.objects.get(event="training-session:record")
    assert operator.full_name not in event.detail
    mine = client_for(cast.channel_operator).get(reverse("training:mine")).content.decode()
    assert "In date until Tuesday 23 November 2027." in mine


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"held_on": "25/11/2026"}, "Enter a date within the last two years, today at the latest"),
        ({"held_on": "22/11/2024"}, "Enter a date within the last two years, today at the latest"),
        ({"people": []}, "Select who took part"),
        ({"led_by": ""}, "Say who led it"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_filled_in_stays(cast, course, operator, client_for, changes, says):
    sent = filled(course, operator, **changes)
    page = client_for(cast.headteacher).post(url("new-session", cast), sent).content.decode()
    assert says in page
    assert changes.get("led_by", "The online safety team") in page
    assert not TrainingSession.objects.exists()


def test_nobody_enters_their_own(cast, course, operator):
    give_role(cast.headteacher.person, Role.CHANNEL_OPERATOR, cast.old_quay)
    with pytest.raises(ValidationError, match="You can’t record your own"):
        enter(cast, course, [operator, cast.headteacher.person])


def test_nobody_is_entered_whom_the_training_is_not_for(cast, course, operator):
    for somebody in (cast.teacher.person, cast.stranger.person):
        with pytest.raises(ValidationError, match="of those whom the training is for"):
            enter(cast, course, [operator, somebody])
    assert not Attendance.objects.exists()


def test_pressing_twice_enters_it_once(cast, course, operator):
    enter(cast, course, [operator])
    with pytest.raises(ValidationError, match="already on record for that day"):
        enter(cast, course, [operator])
    assert Attendance.objects.count() == 1


def test_what_was_entered_by_mistake_is_taken_back_with_a_reason_and_counts_no_more(cast, course, operator, client_for):
    made = enter(cast, course, [operator]).attendances.get()
    client = client_for(cast.headteacher)
    page = url("take-back", cast, session=made.session_id, attendance=made.pk)
    assert "Say what was wrong" in client.post(page, {"reason": ""}).content.decode()

    shown = client.post(page, {"reason": "Was ill that day."}, follow=True).content.decode()

    assert "Was ill that day." in shown
    assert trained_at(School.objects.filter(pk=cast.old_quay.pk), TODAY)[cast.old_quay.pk][0].state is Training.NEVER
    assert client.get(page).status_code == 404
    with pytest.raises(ValidationError, match="already been"):
        actions.take_back(by=cast.headteacher, attendance=made, reason="Again")
    # Who came after all is entered anew.
    enter(cast, course, [operator])
    assert trained_at(School.objects.filter(pk=cast.old_quay.pk), TODAY)[cast.old_quay.pk][0].state is Training.IN_DATE


def test_the_database_itself_refuses_to_change_who_took_part(cast, operator):
    made = train(operator, cast.old_quay, TODAY, cast.headteacher.person)
    for sql in ("UPDATE training_attendance SET person_id = person_id", "DELETE FROM training_trainingsession"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Attendance.objects.get() == made


def test_each_call_is_told_once_and_the_headteacher_hears_who_has_lapsed(cast, operator):
    train(operator, cast.old_quay, TODAY - timedelta(days=400), cast.headteacher.person)

    assert actions.remind_of_training() == 1
    assert actions.remind_of_training() == 0
    (told,) = Notice.objects.filter(kind="training:take-part")
    assert (told.person, "You may not post" in told.says) == (operator, True)
    (heard,) = Notice.objects.filter(kind="training:role-is-untrained")
    assert heard.person == cast.headteacher.person
    assert "1 person" in heard.title
    assert operator.family_name not in heard.title + heard.says

    enter(cast, make_course(cast.trust), [operator])
    assert not Notice.objects.filter(kind="training:take-part", settled_at=None).exists()
    assert actions.remind_of_training() == 0


def test_who_is_to_train_sees_it_on_the_first_page(cast, operator, client_for):
    client, line = client_for(cast.channel_operator), "Take part in training: Running an official channel"
    assert line in client.get("/").content.decode()
    train(operator, cast.old_quay, TODAY, cast.headteacher.person)
    assert line not in client.get("/").content.decode()
    assert line not in client_for(cast.teacher).get("/").content.decode()


def test_the_clause_is_kept_while_everybody_is_in_date(cast, course, operator):
    asks = "without training in date"
    found = reading(cast.old_quay)
    assert (found.status, found.figure) == (Status.NOT_KEPT, "0 of 1")
    assert asks in found.attention[0].says

    train(operator, cast.old_quay, TODAY - timedelta(days=30), cast.headteacher.person)
    assert reading(cast.old_quay).status == Status.KEPT
    assert reading(cast.old_quay, TODAY + timedelta(days=320)).status == Status.NEEDS_ATTENTION
    assert reading(cast.old_quay, TODAY + timedelta(days=340)).status == Status.NOT_KEPT


def test_the_clause_is_not_in_use_where_nobody_runs_a_channel_and_not_kept_where_no_training_is_set_up(cast):
    assert reading(cast.old_quay).says == "No training for those who run a channel has been set up"
    make_course(cast.trust)
    assert reading(cast.saltmarsh).status == Status.NOT_IN_USE


def test_courses_come_with_lanyard_once(cast):
    assert [one.key for one in actions.load_courses(trust=cast.trust)] == ["official_channels"]
    assert actions.load_courses(trust=cast.trust) == []


def test_the_page_asks_the_same_whether_one_or_thirty_run_channels(cast, course, operator, client_for):
    client = client_for(cast.headteacher)

    def asked():
        client.get(url("training", cast))
        with CaptureQueriesContext(connection) as seen:
            client.get(url("training", cast))
        return len(seen)

    train(operator, cast.old_quay, TODAY, cast.headteacher.person)
    few = asked()
    for n in range(30):
        person = make_person(cast.trust, f"Olive Runner{n}")
        make_membership(person, cast.old_quay)
        give_role(person, Role.CHANNEL_OPERATOR, cast.old_quay)
        train(person, cast.old_quay, TODAY - timedelta(days=n), cast.headteacher.person)
    assert asked() <= few <= 15
