"""What the controls of concerns may give away: nothing that could be counted, and nothing of what has just arrived."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.assurance.actions import read_all
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Scope, all_controls, measured
from lanyard.concerns.core.choices import ClockKind, ConcernType
from lanyard.concerns.core.models import Debrief
from lanyard.people.models import School
from tests.concerns.factories import make_concern
from tests.concerns.history import child_in, past_clock, past_concern
from tests.factories.people import make_school

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def scope(now):
    return Scope(School.objects.all(), TODAY, now)


def ours():
    return [control for control in measured() if control.id.startswith("concerns.")]


def everything(scope, school) -> dict[str, str]:
    """What all controls say of a school, byte for byte."""
    return {control: repr(reading) for (pk, control), reading in read_all(scope).items() if pk == school.pk}


def tomorrow(scope, days=1):
    later = scope.now + timedelta(days=days)
    return Scope(scope.schools, TODAY + timedelta(days=days), later)


@pytest.mark.parametrize("days", [0, 1, 40])
@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (ConcernType.STAFF_CONDUCT, {"about": "headteacher"}),
        (ConcernType.BULLYING, {"about": "headteacher"}),
        (ConcernType.BULLYING, {"about": "safeguarding"}),
        (ConcernType.COMPLAINT, {"about": "headteacher"}),
        (ConcernType.OTHER, {"about": "chair_of_governors"}),
        (ConcernType.DATA_BREACH, {"about": "trust"}),
        (ConcernType.WHISTLEBLOWING, {"about": "staff"}),
    ],
)
def test_what_is_about_those_who_lead_leaves_every_reading_as_it_was_however_late_it_gets(
    cast, scope, kind, answers, days
):
    later = tomorrow(scope, days)
    before = everything(later, cast.old_quay)
    make_concern(cast.old_quay, kind, answers=answers)

    assert everything(later, cast.old_quay) == before


@pytest.mark.parametrize("kind", list(ConcernType))
def test_a_new_concern_changes_no_reading_on_the_day_it_comes(cast, scope, kind):
    before = everything(scope, cast.old_quay)
    make_concern(cast.old_quay, kind, answers={"danger": "yes", "about": "staff"}, signed_in=cast.teacher)
    same_night = Scope(scope.schools, TODAY, scope.now.replace(hour=23))

    assert everything(same_night, cast.old_quay) == before


def test_none_and_all_in_time_read_alike(cast, scope):
    before = everything(scope, cast.old_quay)
    for kind in ConcernType:
        concern = past_concern(cast.old_quay, kind, threshold="low_level")
        Debrief.objects.create(concern=concern, held=True, happened="It", at=concern.closed_at)
        for clock in ClockKind:
            past_clock(concern, clock, late=False)

    assert everything(scope, cast.old_quay) == before


def test_no_reading_holds_a_figure_and_none_leads_anywhere_but_to_ones_own_queue(cast, scope):
    for _ in range(7):
        for kind in ConcernType:
            concern = past_concern(cast.old_quay, kind, place="")
            child_in(concern)
            for clock in ClockKind:
                past_clock(concern, clock, late=True)
    for control in ours():
        reading = control.read(scope)[cast.old_quay.pk]
        texts = [reading.says, *(item.says for item in reading.attention)]
        assert (reading.done, reading.total) == (None, None)
        assert not any(sign.isdigit() or sign in "{}" for text in texts for sign in text.replace("72 hours", ""))
        assert all(item.n is None and item.due is None for item in reading.attention)
        assert all("/concerns/" not in item.url.replace("/concerns/", "", 1) for item in reading.attention)


def test_a_school_without_any_data_is_read_too(cast, scope):
    for control in ours():
        readings = control.read(scope)
        assert set(readings) == set(School.objects.values_list("pk", flat=True))
        assert readings[cast.other_school.pk].status in set(Status)


def test_what_happened_at_one_school_says_nothing_of_another(cast, scope):
    before = everything(scope, cast.saltmarsh)
    for kind in ConcernType:
        for clock in ClockKind:
            past_clock(past_concern(cast.old_quay, kind, place=""), clock, late=True)

    assert everything(scope, cast.saltmarsh) == before


def test_each_is_read_in_the_same_number_of_queries_for_any_number_of_schools(cast, scope):
    def queries():
        counts = {}
        for control in ours():
            with CaptureQueriesContext(connection) as captured:
                control.read(scope)
            counts[control.id] = len(captured)
        return counts

    def fill():
        for school in School.objects.all():
            concern = past_concern(school)
            child_in(concern)
            past_clock(concern, ClockKind.ACKNOWLEDGE, late=True)

    fill()
    before = queries()
    for n in range(5):
        make_school(cast.trust, f"School {n}")
    fill()
    assert queries() == before
    assert max(before.values()) <= 13


def test_what_reads_cases_is_moved_by_no_event():
    free = {"concerns.ways-known", "concerns.speaking-out", "concerns.policies-followed"}
    assert {control.id for control in ours() if control.moved_by} == free


def test_every_clause_of_this_room_is_measured():
    served = {clause for control in ours() for clause in control.clauses}
    assert served == set("EXP5 EXP7 STA4 REP5 REP6 COM3 CHI2 CHI6 CHI7 CHI8 CHI9 BRE1 BRE2 BRE3 BRE4 BRE5 BRE6".split())
    assert not {f"attest.{clause.lower()}" for clause in served} & set(all_controls())
