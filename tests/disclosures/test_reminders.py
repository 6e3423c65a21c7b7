"""What is done by the clock: reminding once each, and passing up what nobody can decide any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lanyard.disclosures import tasks
from lanyard.disclosures.actions import deciding, declaring, reminders
from lanyard.kernel import schedule
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from lanyard.records.models import AuditEvent
from tests.disclosures.factories import act, decide, declare, fresh
from tests.factories.people import give_role, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]


def on(day: str):
    return time_machine.travel(datetime.fromisoformat(day).replace(hour=7, tzinfo=UTC), tick=False)


def reminded(user) -> list[str]:
    rows = Notice.objects.filter(person=user.person, settled_at=None).exclude(once="").order_by("kind", "once")
    return list(rows.values_list("kind", flat=True))


def test_it_is_done_every_morning_before_the_email_goes_out():
    assert "disclosures.tasks.send_reminders" in schedule.jobs


def test_a_decision_that_is_late_is_told_to_who_decides_once(cast):
    declare(cast.teacher, cast.old_quay)
    with on("2026-12-08"):
        assert reminders.send_reminders() == 0
    with on("2026-12-09"):
        assert reminders.send_reminders() == 1
        assert reminders.send_reminders() == 0

    assert reminded(cast.headteacher) == ["disclosures:to-decide"]
    assert reminded(cast.teacher) == []


@pytest.mark.parametrize("decision", ["accepted", "conditions"])
def test_a_renewal_is_asked_for_two_weeks_before_and_when_it_is_late(cast, decision):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), decision)
    made.conditions.update(due=None)
    with on("2027-11-09"):
        assert reminders.send_reminders() == 0
    with on("2027-11-10"):
        assert (reminders.send_reminders(), reminders.send_reminders()) == (1, 0)
        assert reminded(cast.teacher) == ["disclosures:renew"]
    with on("2027-11-25"):
        assert (reminders.send_reminders(), reminders.send_reminders()) == (2, 0)
        assert reminded(cast.headteacher) == ["disclosures:late"]
        act(declaring.renew, cast.teacher, made)
        assert reminded(cast.teacher) == [] and reminded(cast.headteacher) == []


def test_a_contact_that_has_not_ended_is_told_to_both(cast):
    made = decide(
        cast.headteacher,
        declare(cast.teacher, cast.old_quay),
        "not_accepted",
        review_on=timezone.localdate() + timedelta(days=7),
    )
    with on("2026-12-02"):
        assert (reminders.send_reminders(), reminders.send_reminders()) == (2, 0)
        act(declaring.end_contact, cast.teacher, made)
        assert reminders.send_reminders() == 0
    assert reminded(cast.teacher) == []


def test_a_condition_past_its_day_is_told_once_to_both_and_closed_when_it_is_met(cast):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "conditions")
    with on("2026-12-01"):
        assert reminders.send_reminders() == 0
    with on("2026-12-02"):
        assert (reminders.send_reminders(), reminders.send_reminders()) == (2, 0)
        assert reminded(cast.teacher) == ["disclosures:renew"]
        deciding.meet(by=cast.teacher, condition=made.conditions.get())
        assert reminded(cast.teacher) == [] and reminded(cast.headteacher) == []


def test_a_new_decision_closes_what_was_told_of_earlier_conditions(cast):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "conditions")
    with on("2026-12-02"):
        reminders.send_reminders()
        act(declaring.renew, cast.teacher, made)
        assert reminded(cast.teacher) == ["disclosures:renew"]
        decide(cast.headteacher, made)
        assert reminded(cast.teacher) == reminded(cast.headteacher) == []


def test_everybody_who_declares_is_reminded_but_who_has_left_is_not(cast):
    decide(cast.headteacher, declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person))
    decide(cast.headteacher, declare(cast.it_lead, cast.old_quay))
    for user in (cast.line_manager, cast.it_lead):
        user.person.left_on = timezone.localdate()
        user.person.save()
    with on("2027-11-10"):
        reminders.send_reminders()

    assert reminded(cast.teacher) == ["disclosures:renew"]
    assert reminded(cast.line_manager) == reminded(cast.it_lead) == []


def test_what_nobody_can_decide_any_more_goes_up_once_and_tells_the_next(cast):
    made = declare(cast.teacher, cast.old_quay)
    RoleHolding.objects.filter(role=Role.HEADTEACHER, school=cast.old_quay).delete()

    assert (reminders.pass_up(), reminders.pass_up()) == (1, 0)

    assert (fresh(made).level, fresh(made).version) == ("executive_headteacher", 2)
    assert Notice.objects.filter(person=cast.executive_headteacher.person, kind="disclosures:to-decide").exists()
    assert AuditEvent.objects.filter(event="disclosure:pass-up").count() == 1


def test_what_waits_goes_up_when_whoever_declared_it_becomes_headteacher(cast):
    made = declare(cast.teacher, cast.old_quay)
    RoleHolding.objects.filter(role=Role.HEADTEACHER, school=cast.old_quay).delete()
    give_role(cast.teacher.person, Role.HEADTEACHER, cast.old_quay)

    tasks.send_reminders()

    assert fresh(made).level == "executive_headteacher"


def test_what_is_decided_stays_where_it_is_while_the_post_is_vacant(cast):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay))
    RoleHolding.objects.filter(role=Role.HEADTEACHER, school=cast.old_quay).delete()

    assert reminders.pass_up() == 0
    assert fresh(made).level == "headteacher"


def test_what_nobody_at_all_can_decide_waits_until_somebody_can(cast):
    RoleHolding.objects.all().delete()
    made = declare(cast.teacher, cast.old_quay)
    assert (made.level, reminders.pass_up()) == ("", 0)

    give_role(cast.headteacher.person, Role.HEADTEACHER, cast.old_quay)

    assert reminders.pass_up() == 1
    assert fresh(made).level == "headteacher"


def test_reading_what_to_remind_of_costs_the_same_for_many(cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured, on("2026-12-01"):
            assert (reminders.pass_up(), reminders.send_reminders()) == (0, 0)
        return len(captured)

    for n in range(3):
        declare(make_staff(cast.old_quay, f"Some{n} Body"), cast.old_quay)
    few = cost()
    for n in range(10):
        declare(make_staff(cast.old_quay, f"More{n} Body"), cast.old_quay)

    assert cost() == few
