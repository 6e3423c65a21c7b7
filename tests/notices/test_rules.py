from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lanyard.notices.rules import (
    MOST_TRIES,
    WorkingTime,
    after_working_time,
    is_working_time,
    next_step_at,
    next_try,
)
from lanyard.people.rules.working_time import LONDON

MONDAY_10 = datetime(2026, 3, 2, 10, 0, tzinfo=LONDON)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda naive: naive.replace(tzinfo=LONDON))  # noqa: DTZ001
waits = st.builds(WorkingTime, days=st.integers(0, 6), hours=st.integers(0, 20))


def test_each_wait_is_at_least_as_long_as_the_one_before_and_trying_ends():
    tries = [next_try(n, MONDAY_10) for n in range(1, MOST_TRIES)]
    assert tries == sorted(tries) and tries[0] == MONDAY_10 + timedelta(minutes=1)
    assert next_try(MOST_TRIES, MONDAY_10) is None


def test_trying_goes_on_for_longer_than_a_weekend():
    total = sum(((next_try(n, MONDAY_10) - MONDAY_10) for n in range(1, MOST_TRIES)), timedelta())
    assert total > timedelta(days=2, hours=16)


def test_two_working_days_from_a_friday_end_on_tuesday_at_the_same_time():
    friday = datetime(2026, 3, 6, 15, 30, tzinfo=LONDON)
    assert after_working_time(friday, WorkingTime(days=2)) == datetime(2026, 3, 10, 15, 30, tzinfo=LONDON)


def test_four_hours_from_late_afternoon_end_the_next_morning():
    assert after_working_time(MONDAY_10.replace(hour=16), WorkingTime(hours=4)) == datetime(
        2026, 3, 3, 11, 0, tzinfo=LONDON
    )


def test_hours_from_a_night_start_when_the_school_opens():
    assert after_working_time(MONDAY_10.replace(hour=3), WorkingTime(hours=1)) == MONDAY_10.replace(hour=9)


def test_bank_holidays_do_not_count():
    thursday_before_easter = datetime(2026, 4, 2, 12, 0, tzinfo=LONDON)
    assert after_working_time(thursday_before_easter, WorkingTime(days=1)).date().isoformat() == "2026-04-07"


def test_nobody_is_expected_to_look_at_night_or_on_a_sunday():
    assert is_working_time(MONDAY_10)
    assert not is_working_time(MONDAY_10.replace(hour=17))
    assert not is_working_time(MONDAY_10.replace(hour=7, minute=59))
    assert not is_working_time(MONDAY_10 - timedelta(days=1))


def test_working_time_is_asked_on_the_clock_in_london_in_summer_too():
    assert is_working_time(datetime(2026, 7, 1, 7, 30, tzinfo=UTC))
    assert not is_working_time(datetime(2026, 7, 1, 16, 30, tzinfo=UTC))


def test_after_the_last_step_nothing_is_due():
    assert next_step_at([WorkingTime(days=1)], 0, MONDAY_10) == MONDAY_10 + timedelta(days=1)
    assert next_step_at([WorkingTime(days=1)], 1, MONDAY_10) is None


@given(moments, waits)
def test_a_wait_never_ends_before_it_started_nor_outside_working_time(start, wait):
    end = after_working_time(start, wait)
    assert end >= start
    assert is_working_time(end) or is_working_time(end - timedelta(microseconds=1))


@given(moments, moments, waits)
def test_who_was_told_first_is_passed_on_first(one, other, wait):
    first, second = sorted([one, other])
    assert after_working_time(first, wait) <= after_working_time(second, wait)
