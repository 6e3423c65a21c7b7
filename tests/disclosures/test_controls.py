"""Every control of declarations: kept, needing attention, not kept, nothing there; and what none of them gives away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.assurance.actions import read_all
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Scope, attested, measured
from lanyard.disclosures import controls
from lanyard.disclosures.actions import declaring
from lanyard.disclosures.models import Condition, Disclosure
from lanyard.people.models import School
from tests.disclosures.factories import act, decide, declare
from tests.factories.people import make_school, make_staff

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)
KEPT, ATTENTION, NOT_KEPT = Status.KEPT, Status.NEEDS_ATTENTION, Status.NOT_KEPT
DECIDED, CONDITIONS, RENEWED = ALL = [row.read for row in controls.TABLE]


@pytest.fixture
def scope(now):
    return Scope(School.objects.all(), TODAY, now)


def waiting(cast, user, *, late: bool) -> None:
    made = declare(user, cast.old_quay)
    if late:
        Disclosure.objects.filter(pk=made.pk).update(decide_by=YESTERDAY)


def conditional(cast, user, *, late: bool) -> None:
    made = decide(cast.headteacher, declare(user, cast.old_quay), "conditions")
    if late:
        Condition.objects.filter(disclosure=made).update(due=YESTERDAY)


def not_accepted(cast, user, *, late: bool) -> None:
    made = decide(cast.headteacher, declare(user, cast.old_quay), "not_accepted")
    if late:
        Disclosure.objects.filter(pk=made.pk).update(review_on=YESTERDAY)


def accepted(cast, user, *, late: bool) -> None:
    made = decide(cast.headteacher, declare(user, cast.old_quay))
    if late:
        Disclosure.objects.filter(pk=made.pk).update(review_on=YESTERDAY)


CASES = [
    (DECIDED, waiting), (CONDITIONS, conditional), (CONDITIONS, not_accepted),
    (RENEWED, accepted),
]  # fmt: skip


@pytest.mark.parametrize(("read", "make"), CASES)
@pytest.mark.parametrize(
    ("late", "of", "status"), [(0, 0, KEPT), (0, 3, KEPT), (1, 3, ATTENTION), (2, 3, NOT_KEPT), (3, 3, NOT_KEPT)]
)
def test_what_is_in_time_is_kept_and_what_is_often_late_is_not(cast, scope, read, make, late, of, status):
    for n in range(of):
        make(cast, make_staff(cast.old_quay, f"Some{n} Body"), late=n < late)

    reading = read(scope)[cast.old_quay.pk]

    assert reading.status is status
    assert [one.url for one in reading.attention] == (["/disclosures/register/"] if status is not KEPT else [])


@pytest.mark.parametrize("read", ALL)
def test_none_and_all_in_time_are_the_same_sentence_without_any_figure(cast, scope, read):
    nothing = read(scope)
    for make in (waiting, conditional, not_accepted, accepted):
        make(cast, cast.teacher, late=False)

    something = read(scope)

    assert something == nothing
    assert set(something) == {cast.old_quay.pk, cast.saltmarsh.pk, cast.other_school.pk}
    assert all(reading.done is None and reading.total is None for reading in something.values())


@pytest.mark.parametrize("read", ALL)
def test_what_goes_above_the_headteacher_moves_nothing(cast, scope, read):
    made = declare(cast.headteacher, cast.old_quay)
    Disclosure.objects.filter(pk=made.pk).update(decide_by=YESTERDAY)
    for _ in range(2):
        other = decide(cast.executive_headteacher, declare(cast.headteacher, cast.old_quay), "conditions")
        Disclosure.objects.filter(pk=other.pk).update(review_on=YESTERDAY)
        Condition.objects.filter(disclosure=other).update(due=YESTERDAY)

    assert read(scope)[cast.old_quay.pk].status is KEPT


@pytest.mark.parametrize(("read", "make"), CASES)
def test_what_only_somebody_who_has_left_declared_is_not_asked_for(cast, scope, read, make):
    make(cast, cast.teacher, late=True)
    assert read(scope)[cast.old_quay.pk].status is not KEPT

    cast.teacher.person.left_on = YESTERDAY
    cast.teacher.person.save()

    assert read(scope)[cast.old_quay.pk].status is KEPT


def test_an_end_takes_everything_with_it(cast, scope):
    for _ in range(2):
        made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "conditions")
        Condition.objects.filter(disclosure=made).update(due=YESTERDAY)
        Disclosure.objects.filter(pk=made.pk).update(review_on=YESTERDAY)
        act(declaring.withdraw, cast.teacher, made)

    assert {read(scope)[cast.old_quay.pk].status for read in ALL} == {KEPT}


def test_neither_more_schools_nor_more_declarations_cost_more_queries(cast, scope):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            for read in ALL:
                read(scope)
        return len(captured)

    before = cost()
    for n in range(5):
        school = make_school(cast.trust, f"Grown {n}")
        declare(make_staff(school, f"Some{n} Body"), school)

    assert cost() == before


def test_com2_and_com4_are_measured_and_nobody_states_them_any_more(cast, scope):
    assert {"COM2", "COM4"}.isdisjoint(clause for control in attested() for clause in control.clauses)
    mine = [control for control in measured() if control.id.startswith("disclosures.")]
    assert len(mine) == 3 and not any(control.moved_by for control in mine)
    found = read_all(scope, mine)
    assert len(found) == len(mine) * School.objects.count()
    assert {reading.status for reading in found.values()} == {KEPT}
