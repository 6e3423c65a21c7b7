from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.assurance.actions import keep_readings, read_all, reread, take_snapshot
from lanyard.assurance.models import Snapshot
from lanyard.assurance.queries import snapshots_on
from lanyard.assurance.queries.snapshots import latest_snapshots
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import Control, Scope, all_controls, measured
from lanyard.people.models import School
from lanyard.records.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MONDAY = date(2026, 11, 23)


def keep(school, status, day, now, *, says="3 of 3"):
    keep_readings({(school.pk, "policy.reviewed"): Reading(status, says)}, on=day, now=now)


def rows(school):
    return [
        (row.first_day, row.last_day, row.status)
        for row in Snapshot.objects.filter(school=school, control="policy.reviewed").order_by("first_day")
    ]


def test_days_alike_share_one_row(cast, now):
    for n in range(5):
        keep(cast.old_quay, Status.KEPT, MONDAY + timedelta(days=n), now)
    assert rows(cast.old_quay) == [(MONDAY, MONDAY + timedelta(days=4), "kept")]


def test_a_change_starts_a_row_and_leaves_the_days_before_as_they_were(cast, now):
    keep(cast.old_quay, Status.KEPT, MONDAY, now)
    keep(cast.old_quay, Status.NOT_KEPT, MONDAY + timedelta(days=1), now)
    assert rows(cast.old_quay) == [
        (MONDAY, MONDAY, "kept"),
        (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1), "not_kept"),
    ]


def test_the_last_reading_of_a_day_is_the_one_that_counts(cast, now):
    keep(cast.old_quay, Status.NOT_KEPT, MONDAY, now)
    keep(cast.old_quay, Status.KEPT, MONDAY, now)
    assert rows(cast.old_quay) == [(MONDAY, MONDAY, "kept")]


def test_a_change_later_on_a_day_like_the_day_before_cuts_the_row_back(cast, now):
    keep(cast.old_quay, Status.KEPT, MONDAY, now)
    keep(cast.old_quay, Status.KEPT, MONDAY + timedelta(days=1), now)
    keep(cast.old_quay, Status.NOT_KEPT, MONDAY + timedelta(days=1), now)
    assert [row[:2] for row in rows(cast.old_quay)] == [
        (MONDAY, MONDAY),
        (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)),
    ]


def test_a_day_without_a_reading_is_never_filled_in(cast, now):
    keep(cast.old_quay, Status.KEPT, MONDAY, now)
    keep(cast.old_quay, Status.KEPT, MONDAY + timedelta(days=3), now)
    assert not snapshots_on(MONDAY + timedelta(days=1), [cast.old_quay.pk]).exists()


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(st.integers(0, 2), st.sampled_from([Status.KEPT, Status.NOT_KEPT])), max_size=12))
def test_every_day_shows_its_own_last_reading(cast, now, history):
    Snapshot.objects.all().delete()
    expected, day = {}, MONDAY
    for step, status in history:
        day += timedelta(days=step)
        keep(cast.old_quay, status, day, now)
        expected[day] = status
    for n in range((day - MONDAY).days + 1):
        when = MONDAY + timedelta(days=n)
        found = list(snapshots_on(when, [cast.old_quay.pk]).values_list("status", flat=True))
        assert found == ([expected[when]] if when in expected else [])


def test_the_nightly_snapshot_reads_every_control_for_every_school(cast, now):
    take_snapshot(now=now)
    schools = School.objects.count()
    assert Snapshot.objects.count() == schools * len(all_controls())
    assert AuditEvent.objects.filter(event="snapshot:take").count() == 1


def test_a_closed_school_is_not_read(cast, now):
    School.objects.filter(pk=cast.saltmarsh.pk).update(closed=date(2026, 1, 1))
    take_snapshot(now=now)
    assert not Snapshot.objects.filter(school=cast.saltmarsh).exists()


def test_a_control_that_fails_hides_no_other(cast, now, caplog):
    def broken(scope):
        raise ZeroDivisionError

    bad = Control("test.broken", ("AIM1",), "Is broken.", "headteacher", "measured", broken)
    scope = Scope(School.objects.all(), now.date(), now)
    found = read_all(scope, [bad, *measured()])
    assert found[cast.old_quay.pk, "test.broken"].status == Status.NOT_MEASURED
    assert (cast.old_quay.pk, "policy.reviewed") in found
    assert "test.broken" in caplog.text


def test_a_school_that_a_control_leaves_out_is_not_yet_measured(cast, now):
    silent = Control("test.silent", ("AIM1",), "Says nothing.", "headteacher", "measured", lambda scope: {})
    found = read_all(Scope(School.objects.all(), now.date(), now), [silent])
    assert {r.status for r in found.values()} == {Status.NOT_MEASURED}


def test_only_controls_that_an_event_moves_are_read_again(cast, now):
    assert reread(schools=School.objects.all(), event="signoff:nothing-of-the-kind", now=now) == 0
    assert Snapshot.objects.count() == 0


def test_until_the_night_is_over_today_shows_what_was_read_yesterday(cast, now):
    keep(cast.old_quay, Status.NOT_KEPT, MONDAY, now)
    tuesday = MONDAY + timedelta(days=1)
    assert [row.status for row in latest_snapshots(tuesday, [cast.old_quay.pk])] == ["not_kept"]
    keep(cast.old_quay, Status.KEPT, tuesday, now)
    assert [row.status for row in latest_snapshots(tuesday, [cast.old_quay.pk])] == ["kept"]
    assert latest_snapshots(MONDAY + timedelta(days=5), [cast.old_quay.pk]) == []


@pytest.mark.django_db(transaction=True)
def test_rooms_read_beside_each_other_say_what_they_say_one_after_the_other(cast, now):
    scope = Scope(School.objects.all(), now.date(), now)
    beside = read_all(scope)
    with transaction.atomic():
        assert beside == read_all(scope)
    assert {control for _, control in beside} == set(all_controls())


@pytest.mark.django_db(transaction=True)
def test_a_control_that_fails_in_the_database_hides_no_other(cast, now, caplog):
    def broken(scope):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM nowhere_at_all")

    bad = Control("policy.broken", ("AIM1",), "Is broken.", "headteacher", "measured", broken)
    scope = Scope(School.objects.all(), now.date(), now)
    for found in (read_all(scope, [bad, *measured()]), _in_a_transaction(scope, [bad, *measured()])):
        assert found[cast.old_quay.pk, "policy.broken"].status == Status.NOT_MEASURED
        assert found[cast.old_quay.pk, "policy.reviewed"].says != found[cast.old_quay.pk, "policy.broken"].says


def _in_a_transaction(scope, controls):
    with transaction.atomic():
        return read_all(scope, controls)


def test_what_was_read_again_while_all_were_being_read_stays(cast, now):
    later = now + timedelta(seconds=2)
    keep(cast.old_quay, Status.KEPT, MONDAY, later)
    keep(cast.old_quay, Status.NOT_KEPT, MONDAY, now)
    assert [row.status for row in latest_snapshots(MONDAY, [cast.old_quay.pk])] == ["kept"]
