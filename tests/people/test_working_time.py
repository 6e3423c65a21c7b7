"""Working days, working hours, and parts of the school day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.rules.working_time import (
    LONDON,
    NoOpenDay,
    Part,
    Period,
    SchoolDay,
    add_working_days,
    add_working_hours,
    is_working_day,
    next_open_day,
    part_of_day,
    strictest,
    with_once,
)

DAY = SchoolDay(
    time(8, 45),
    time(15, 15),
    (Period(Part.BREAK, time(10, 30), time(10, 45)), Period(Part.LUNCH, time(12), time(13))),
)
FIRST, LAST = (datetime.combine(date(year, 1, 1), time()) for year in (2024, 2030))
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    "day",
    [date(2025, 12, 25), date(2025, 12, 26), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 8, 31)],
)
def test_bank_holidays_in_england_are_not_working_days(day):
    assert not is_working_day(day)


def test_a_scottish_holiday_is_a_working_day():
    assert is_working_day(date(2026, 1, 2))


def test_a_holiday_at_the_weekend_gives_a_day_in_lieu():
    assert not is_working_day(date(2026, 12, 28))


def test_working_days_leap_over_christmas():
    assert add_working_days(date(2025, 12, 24), 1) == date(2025, 12, 29)
    assert add_working_days(date(2025, 12, 24), 3) == date(2025, 12, 31)


def test_no_day_further_is_the_day_itself():
    assert add_working_days(date(2025, 12, 25), 0) == date(2025, 12, 25)


@given(days, st.integers(1, 30))
def test_the_answer_is_open_and_so_many_open_days_lie_between(start, count):
    end = add_working_days(start, count)
    passed = [start + timedelta(days=n + 1) for n in range((end - start).days)]
    assert is_working_day(end)
    assert sum(is_working_day(day) for day in passed) == count


def test_a_calendar_without_an_open_day_says_so():
    with pytest.raises(NoOpenDay):
        next_open_day(date(2026, 1, 1), lambda day: False)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (london(2026, 1, 14, 10), 2, london(2026, 1, 14, 12)),
        (london(2026, 1, 14, 16), 2, london(2026, 1, 15, 10)),
        (london(2026, 1, 16, 16), 2, london(2026, 1, 19, 10)),
        (london(2026, 1, 17, 3), 1.5, london(2026, 1, 19, 10, 30)),
        (london(2026, 1, 14, 6), 8, london(2026, 1, 14, 17)),
        (london(2026, 1, 14, 20), 0, london(2026, 1, 15, 9)),
        (london(2026, 3, 27, 16), 2, london(2026, 3, 30, 10)),
    ],
)
def test_working_hours_count_only_between_nine_and_five(start, hours, end):
    assert add_working_hours(start, hours) == end


def test_working_hours_are_read_on_the_clock_in_london():
    assert add_working_hours(datetime(2026, 7, 1, 8, 0, tzinfo=UTC), 1) == london(2026, 7, 1, 10)


@given(st.datetimes(FIRST, LAST, timezones=st.just(LONDON)), st.integers(0, 60))
def test_more_hours_never_end_earlier_and_always_end_in_working_time(start, hours):
    end = add_working_hours(start, hours)
    assert end <= add_working_hours(start, hours + 1)
    assert end >= start
    assert is_working_day(end.date())
    assert time(9) <= end.time() <= time(17)


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        (time(8, 44, 59), Part.BEFORE),
        (time(8, 45), Part.LESSON),
        (time(10, 30), Part.BREAK),
        (time(10, 45), Part.LESSON),
        (time(12, 59), Part.LUNCH),
        (time(15, 14), Part.LESSON),
        (time(15, 15), Part.AFTER),
    ],
)
def test_a_part_begins_on_its_minute_and_ends_before_the_next(clock, part):
    assert part_of_day(datetime.combine(date(2026, 1, 14), clock, LONDON), DAY) == part


@pytest.mark.parametrize(
    ("utc", "part"),
    [
        # Friday before and Monday after the clocks go forward, then back: break is 10:30 on the wall both times.
        (datetime(2026, 3, 27, 10, 30, tzinfo=UTC), Part.BREAK),
        (datetime(2026, 3, 30, 9, 30, tzinfo=UTC), Part.BREAK),
        (datetime(2026, 3, 30, 10, 30, tzinfo=UTC), Part.LESSON),
        (datetime(2026, 10, 23, 9, 30, tzinfo=UTC), Part.BREAK),
        (datetime(2026, 10, 26, 9, 30, tzinfo=UTC), Part.LESSON),
        (datetime(2026, 10, 26, 10, 30, tzinfo=UTC), Part.BREAK),
        # On the Sundays themselves, before and after the hour that is lost or comes twice.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), Part.BEFORE),
        (datetime(2026, 3, 29, 9, 30, tzinfo=UTC), Part.BREAK),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Part.BEFORE),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), Part.BEFORE),
        (datetime(2026, 10, 25, 10, 30, tzinfo=UTC), Part.BREAK),
    ],
)
def test_the_wall_clock_decides_when_the_clocks_change(utc, part):
    assert part_of_day(utc, DAY) == part


@given(st.datetimes(FIRST, LAST, timezones=st.timezones()))
def test_the_same_moment_is_in_the_same_part_whatever_zone_it_is_told_in(moment):
    assert part_of_day(moment, DAY) == part_of_day(moment.astimezone(UTC), DAY)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="timezone"):
        part_of_day(FIRST, DAY)


def test_lessons_of_some_outweigh_the_break_of_others():
    assert strictest([Part.BREAK, Part.LESSON, Part.AFTER]) == Part.LESSON


def test_a_bank_holiday_that_happens_once_is_one_that_year_alone():
    assert not is_working_day(date(2022, 9, 19)) and not is_working_day(date(2023, 5, 8))
    assert is_working_day(date(2022, 5, 30)) and not is_working_day(date(2022, 6, 3))
    assert is_working_day(date(2023, 9, 19))


def test_what_is_proclaimed_later_is_added_and_what_is_moved_is_taken_out():
    usual = frozenset({date(2027, 5, 3), date(2027, 12, 27)})
    once = {date(2027, 7, 9): True, date(2027, 5, 3): False, date(2028, 1, 1): True}

    assert with_once(usual, once, 2027) == {date(2027, 7, 9), date(2027, 12, 27)}
