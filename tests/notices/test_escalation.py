import pytest
import time_machine

from lanyard.notices import actions, tasks
from lanyard.notices.actions import escalation
from lanyard.notices.models import Escalated, Notice
from lanyard.people.models import RoleHolding
from tests.notices.messages import DECIDE, READ_THIS

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("clock")]
WEDNESDAY_10 = "2026-03-04T10:00:00+00:00"
THURSDAY_0959 = "2026-03-05T09:59:00+00:00"
THURSDAY_10 = "2026-03-05T10:00:00+00:00"
FRIDAY_10 = "2026-03-06T10:00:00+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(WEDNESDAY_10, tick=False) as traveller:
        yield traveller


def passed_on_to() -> list:
    return [n.person for n in Notice.objects.filter(kind="notices:still-waiting").order_by("created_at")]


def ask(cast, **fields) -> Notice:
    message = DECIDE(url="/x/", about="channel:1", school_id=cast.old_quay.pk, **fields)
    return actions.tell(message, [cast.dsl.person], by=cast.teacher)[0]


def test_nobody_else_is_told_before_the_time_is_up(cast, clock):
    ask(cast)
    clock.move_to(THURSDAY_0959)
    assert escalation.escalate_due() == 0


def test_after_a_working_day_the_next_role_is_told_and_after_another_the_one_after(cast, clock):
    ask(cast)
    clock.move_to(THURSDAY_10)
    assert escalation.escalate_due() == 1
    assert passed_on_to() == [cast.headteacher.person]
    assert escalation.escalate_due() == 0
    clock.move_to(FRIDAY_10)
    assert escalation.escalate_due() == 1
    assert passed_on_to() == [cast.headteacher.person, cast.chair_of_governors.person]
    assert list(Escalated.objects.order_by("step").values_list("step", "told")) == [(0, 1), (1, 1)]


def test_what_was_passed_on_says_what_waits_but_not_who_let_it_wait(cast, clock):
    ask(cast)
    clock.move_to(THURSDAY_10)
    escalation.escalate_due()
    notice = Notice.objects.get(person=cast.headteacher.person)
    assert notice.title == "Still waiting: Decide on a channel" and notice.url == "/x/"
    assert "Daniel" not in notice.title + notice.says


def test_once_it_is_done_nothing_is_passed_on(cast, clock):
    ask(cast)
    actions.settle("channel:1")
    clock.move_to(FRIDAY_10)
    assert escalation.escalate_due() == 0 and passed_on_to() == []


def test_reading_alone_does_not_stop_what_has_to_be_done(cast, clock):
    actions.mark_read([ask(cast)], by=cast.dsl)
    clock.move_to(THURSDAY_10)
    assert escalation.escalate_due() == 1


def test_reading_stops_what_only_has_to_be_read(cast, clock):
    notice = actions.tell(READ_THIS(url="/x/", school_id=cast.old_quay.pk), [cast.teacher.person], by=cast.dsl)[0]
    actions.mark_read([notice], by=cast.teacher)
    clock.move_to(THURSDAY_10)
    assert escalation.escalate_due() == 0 and passed_on_to() == []


def test_the_line_manager_hears_what_was_not_read(cast, clock):
    actions.tell(READ_THIS(url="/x/", school_id=cast.old_quay.pk), [cast.teacher.person], by=cast.dsl)
    clock.move_to("2026-03-04T14:01:00+00:00")
    escalation.escalate_due()
    assert passed_on_to() == [cast.line_manager.person]


def test_when_two_people_let_the_same_thing_wait_the_next_role_is_told_once(cast, clock):
    message = DECIDE(url="/x/", about="channel:1", school_id=cast.old_quay.pk)
    actions.tell(message, [cast.dsl.person, cast.deputy_dsl.person], by=cast.teacher)
    clock.move_to(THURSDAY_10)
    assert escalation.escalate_due() == 2
    assert passed_on_to() == [cast.headteacher.person]


def test_that_nobody_holds_the_next_role_is_recorded_and_the_step_after_still_comes(cast, clock):
    RoleHolding.objects.filter(role="headteacher").delete()
    ask(cast)
    clock.move_to(THURSDAY_10)
    escalation.escalate_due()
    assert list(Escalated.objects.values_list("step", "told")) == [(0, 0)]
    clock.move_to(FRIDAY_10)
    escalation.escalate_due()
    assert passed_on_to() == [cast.chair_of_governors.person]


def test_it_never_comes_back_to_the_person_who_let_it_wait(cast, clock):
    message = DECIDE(url="/x/", about="c", school_id=cast.old_quay.pk)
    actions.tell(message, [cast.headteacher.person], by=cast.teacher)
    clock.move_to(THURSDAY_10)
    escalation.escalate_due()
    assert passed_on_to() == []


def test_a_mistake_with_one_notice_does_not_hold_up_the_others(cast, clock, monkeypatch, caplog):
    broken, good = ask(cast), ask(cast)
    actual = escalation._escalate
    monkeypatch.setattr(escalation, "_escalate", lambda pk: 1 / 0 if pk == broken.pk else actual(pk))
    clock.move_to(THURSDAY_10)
    assert escalation.escalate_due() == 1
    assert passed_on_to() == [cast.headteacher.person]
    assert caplog.messages == [f"Notice {broken.pk} could not be passed on: ZeroDivisionError"]
    assert Notice.objects.get(pk=good.pk).steps_taken == 1


def test_nothing_is_passed_on_at_night(cast, clock):
    ask(cast)
    clock.move_to("2026-03-05T20:00:00+00:00")
    assert tasks.escalate() == 0
    clock.move_to(FRIDAY_10)
    assert tasks.escalate() == 1
