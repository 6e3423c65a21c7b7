"""What is done by the clock: when a job is due, and that one failing job harms no other."""

import logging
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel import schedule
from lanyard.kernel.models import LastRun
from tests.conftest import NOW

DAILY = schedule.Job("test.daily", lambda: None, at=time(5, 30))
QUARTERLY = schedule.Job("test.often", lambda: None, interval=timedelta(minutes=15))


@pytest.fixture
def jobs(monkeypatch) -> dict:
    """An empty schedule."""
    monkeypatch.setattr(schedule, "jobs", {})
    return schedule.jobs


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ((24, 5, 29), (23, 5, 31), False),
        ((24, 5, 30), (23, 5, 31), True),
        ((24, 5, 31), (24, 5, 30), False),
        ((24, 9, 0), (22, 5, 30), True),
        ((24, 23, 59), (24, 5, 30), False),
    ],
)
def test_a_daily_job_is_due_from_its_time_of_day_once(now, last, due):
    at = [NOW.replace(day=day, hour=hour, minute=minute) for day, hour, minute in (now, last)]

    assert DAILY.is_due(at[0], at[1].astimezone(UTC)) is due


@pytest.mark.parametrize(("minutes", "due"), [(14, False), (15, True), (600, True)])
def test_a_job_every_so_often_is_due_when_the_time_has_passed(minutes, due):
    assert QUARTERLY.is_due(NOW, NOW - timedelta(minutes=minutes)) is due


def test_summer_time_moves_a_daily_job_with_the_clock_on_the_wall():
    last = datetime(2026, 3, 28, 5, 30, tzinfo=UTC)
    before, at = (datetime(2026, 3, 29, 5, minute, tzinfo=NOW.tzinfo) for minute in (29, 30))

    assert not DAILY.is_due(before, last)
    assert DAILY.is_due(at, last)


@given(st.integers(0, 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)))
def test_a_job_that_just_started_is_never_due(now):
    assert not DAILY.is_due(now, now)
    assert not QUARTERLY.is_due(now, now)


@pytest.mark.django_db
def test_a_run_that_was_missed_for_days_is_made_up_for_once(jobs, now):
    done = []

    @schedule.daily("05:30")
    def snapshot() -> None:
        done.append("run")

    name = next(iter(jobs))
    LastRun.objects.create(job=name, started=now - timedelta(days=5))

    assert schedule.run_due(now) == [name]
    assert schedule.run_due(now + timedelta(minutes=1)) == []
    assert done == ["run"]


@pytest.mark.django_db
def test_one_failing_job_harms_no_other_and_its_text_is_not_logged(jobs, now, caplog):
    done = []

    @schedule.every(minutes=5)
    def broken() -> None:
        raise ValueError("Nell Fisher of Old Quay")

    @schedule.every(minutes=5)
    def sound() -> None:
        done.append("run")

    with caplog.at_level(logging.ERROR):
        ran = schedule.run_due(now)

    assert len(ran) == 2
    assert done == ["run"]
    assert "stopped with ValueError" in caplog.text
    assert "Nell" not in caplog.text
    assert LastRun.objects.get(job__endswith="broken").failed == "ValueError"
    assert LastRun.objects.get(job__endswith="sound").failed == ""


@pytest.mark.django_db
def test_a_job_that_another_worker_has_taken_is_left_to_it(jobs, now, monkeypatch):
    done = []

    @schedule.every(minutes=5)
    def shared() -> None:
        done.append("run")

    name = next(iter(jobs))
    LastRun.objects.create(job=name, started=now - timedelta(hours=1))
    really_due = schedule.Job.is_due

    def and_meanwhile_the_other_takes_it(job, at, last, **how) -> bool:
        LastRun.objects.filter(job=name).update(started=now)
        return really_due(job, at, last)

    monkeypatch.setattr(schedule.Job, "is_due", and_meanwhile_the_other_takes_it)

    assert schedule.run_due(now) == []
    assert done == []


@pytest.mark.parametrize(
    ("failed", "ended", "minutes", "due"),
    [
        (False, True, 20, False), (True, True, 10, False), (True, True, 15, True),
        (False, False, 30, False), (False, False, 61, True),
    ],
)  # fmt: skip
def test_a_daily_job_that_failed_or_was_cut_off_is_tried_again_the_same_day(failed, ended, minutes, due):
    last = NOW.replace(hour=5, minute=30)
    now = last + timedelta(minutes=minutes)

    assert DAILY.is_due(now, last, failed=failed, ended=ended) is due


def test_what_failed_is_run_again_by_the_clock(jobs, now, db):
    tries = []

    def stumble() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError

    jobs["j"] = schedule.Job("j", stumble, at=time(5, 30))
    schedule.run_due(now)
    assert schedule.run_due(now + timedelta(minutes=5)) == []
    assert schedule.run_due(now + timedelta(minutes=16)) == ["j"]
    assert schedule.run_due(now + timedelta(minutes=40)) == []
    assert LastRun.objects.get().failed == ""


@pytest.mark.parametrize(("hours", "late"), [(1, False), (47, False), (49, True)])
def test_a_job_is_late_after_twice_its_turn(hours, late):
    assert DAILY.is_late(NOW, NOW - timedelta(hours=hours)) is late


def test_a_job_that_never_ran_is_late_and_not_unknown():
    assert QUARTERLY.is_late(NOW, None)


def test_behind_says_since_when_and_waits_a_moment_after_the_start(jobs, now, db, monkeypatch):
    jobs[QUARTERLY.name] = QUARTERLY
    last = LastRun.objects.create(job=QUARTERLY.name, started=now - timedelta(hours=3))
    assert schedule.behind(now) is None
    monkeypatch.setattr(schedule, "GRACE_SECONDS", -1)
    assert schedule.behind(now) == now - timedelta(hours=3)
    LastRun.objects.filter(pk=last.pk).update(started=now)
    assert schedule.behind(now) is None


@pytest.mark.django_db
def test_the_page_tells_each_job_in_words(jobs):
    @schedule.daily("05:30")
    def sweep() -> None:
        """Take away what nobody needs.

        How it does that is nobody's business.
        """

    schedule.daily("05:30")(bare := lambda: None)

    assert {row.what for row in schedule.rows(NOW)} == {"Take away what nobody needs.", f"{__name__}.{bare.__name__}"}
