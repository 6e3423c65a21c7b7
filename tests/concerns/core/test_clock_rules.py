"""By when things are due: school hours, half term, Fridays, August, the nights in which clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.concerns.core.clock_lengths import lengths
from lanyard.concerns.core.rules.clocks import (
    CLOSES,
    OPENS,
    Length,
    acknowledge_key,
    ends_at,
    hours_on,
    in_school_hours,
)
from lanyard.people.calendar import SchoolCalendar, Span, Timetable
from lanyard.people.rules.working_time import LONDON, SchoolDay, is_working_day, on_wall_clock

CALENDAR = SchoolCalendar(
    terms=[Span(date(2026, 9, 1), date(2026, 12, 18)), Span(date(2027, 1, 4), date(2027, 7, 22))],
    # INSET on the first day, half term, and INSET on a Friday.
    closures=[
        Span(date(2026, 9, 1), date(2026, 9, 1)),
        Span(date(2026, 10, 26), date(2026, 10, 30)),
        Span(date(2026, 11, 27), date(2026, 11, 27)),
    ],
)
EMPTY = SchoolCalendar()
HALF_HOUR = Length(30, "school_minutes")


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def due(*start, calendar=CALENDAR, length=HALF_HOUR):
    return ends_at(length, london(*start), calendar.is_school_day, hours_on(calendar))


@pytest.mark.parametrize(
    ("why", "start", "ends"),
    [
        ("in the middle of a day", (2026, 11, 24, 9, 0), (2026, 11, 24, 9, 30)),
        ("before the school opens", (2026, 11, 24, 6, 0), (2026, 11, 24, 8, 30)),
        ("to the minute of closing", (2026, 11, 24, 16, 0), (2026, 11, 24, 16, 30)),
        ("at closing", (2026, 11, 24, 16, 30), (2026, 11, 25, 8, 30)),
        ("on Friday at 16:20", (2026, 11, 20, 16, 20), (2026, 11, 23, 8, 20)),
        ("before an INSET day, on which staff work", (2026, 11, 26, 16, 20), (2026, 11, 27, 8, 20)),
        ("on the Friday before half term", (2026, 10, 23, 16, 20), (2026, 10, 26, 8, 20)),
        ("in half term", (2026, 10, 28, 10, 0), (2026, 10, 28, 10, 30)),
        ("on the last Friday of half term", (2026, 10, 30, 10, 0), (2026, 10, 30, 10, 30)),
        ("in August", (2026, 8, 12, 10, 0), (2026, 8, 12, 10, 30)),
        ("before a bank holiday in August", (2026, 8, 28, 16, 20), (2026, 9, 1, 8, 20)),
        ("on Christmas Day", (2026, 12, 25, 10, 0), (2026, 12, 29, 8, 30)),
        ("on a Saturday", (2026, 11, 21, 3, 0), (2026, 11, 23, 8, 30)),
    ],
)
def test_half_an_hour_of_answering(why, start, ends):
    assert due(*start) == london(*ends)


def test_a_calendar_that_nobody_filled_in_keeps_no_child_waiting():
    assert due(2026, 11, 24, 9, 0, calendar=EMPTY) == london(2026, 11, 24, 9, 30)


def test_a_longer_day_of_the_school_itself_counts_and_a_shorter_one_takes_nothing_away():
    long, short = (
        Timetable(SchoolDay(*day), date(2026, 9, 1)) for day in ((time(7, 30), time(18)), (time(9), time(15)))
    )
    early = SchoolCalendar(CALENDAR.terms, CALENDAR.closures, [long])
    late = SchoolCalendar(CALENDAR.terms, CALENDAR.closures, [short])

    assert due(2026, 11, 24, 6, 0, calendar=early) == london(2026, 11, 24, 8, 0)
    assert due(2026, 11, 24, 17, 0, calendar=early) == london(2026, 11, 24, 17, 30)
    assert due(2026, 11, 24, 15, 30, calendar=late) == london(2026, 11, 24, 16, 0)


@pytest.mark.parametrize(
    ("start", "minutes", "ends"),
    [
        (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), 15, datetime(2026, 3, 29, 1, 5, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 50, tzinfo=UTC), 60, datetime(2026, 10, 25, 1, 50, tzinfo=UTC)),
    ],
)
def test_minutes_are_real_ones_in_the_night_in_which_clocks_change(start, minutes, ends):
    for zone in (UTC, LONDON):
        assert ends_at(Length(minutes, "minutes"), start.astimezone(zone)).astimezone(UTC) == ends


def test_the_regulators_hours_are_72_real_ones_across_a_change_of_clocks():
    start = london(2026, 10, 23, 12, 0)
    assert ends_at(lengths()["regulator"], start).astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=72)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ((2026, 11, 20, 16, 20), (2026, 11, 23, 16, 30)),
        ((2026, 11, 21, 9, 0), (2026, 11, 23, 16, 30)),
        ((2026, 12, 24, 9, 0), (2026, 12, 29, 16, 30)),
        ((2026, 8, 12, 9, 0), (2026, 8, 13, 16, 30)),
    ],
)
def test_the_lado_is_told_within_one_working_day_in_holidays_too(start, ends):
    assert due(*start, length=lengths()["lado"]) == london(*ends)


def test_a_data_protection_complaint_has_thirty_days_to_the_end_of_the_last():
    assert due(2026, 11, 24, 9, 0, length=lengths()["data_complaint"]) == london(2026, 12, 24, 23, 59)


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [
        ((2026, 11, 24, 9, 0), True),
        ((2026, 11, 24, 7, 59), False),
        ((2026, 11, 24, 16, 0), True),
        # Too late to be answered today: whoever is named for out of hours is told too.
        ((2026, 11, 20, 16, 20), False),
        ((2026, 11, 27, 10, 0), False),
        ((2026, 10, 28, 10, 0), False),
        ((2026, 11, 21, 10, 0), False),
    ],
)
def test_whether_the_school_answers_in_time(moment, is_there):
    assert in_school_hours(london(*moment), CALENDAR.is_school_day, hours_on(CALENDAR)) is is_there


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"danger": True}, "acknowledge_danger"),
        ({"danger": True, "quick": False}, "acknowledge_danger"),
        ({"at_school": True, "named": True}, "acknowledge_safeguarding"),
        ({"named": True}, "acknowledge_out_of_hours"),
        ({}, "acknowledge_safeguarding"),
        ({"quick": False, "named": True}, "acknowledge"),
    ],
)
def test_danger_runs_at_once_and_out_of_hours_where_somebody_is_named(fields, key):
    given = {"quick": True, "danger": False, "at_school": False, "named": False, **fields}
    assert acknowledge_key(**given) == key


def test_an_unknown_unit_is_no_clock():
    with pytest.raises(ValueError, match="no unit"):
        ends_at(Length(1, "moons"), london(2026, 11, 24, 9, 0))


FIRST, LAST = (datetime.combine(date(year, 1, 1), time()) for year in (2026, 2029))
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
LENGTHS = st.sampled_from(sorted(lengths().values(), key=lambda one: (one.unit, one.number)))
CALENDARS = st.sampled_from([CALENDAR, EMPTY])


@given(LENGTHS, moments, CALENDARS)
def test_nothing_is_due_before_it_starts(length, start, calendar):
    assert ends_at(length, start, calendar.is_school_day, hours_on(calendar)) > start


@given(LENGTHS, moments, st.timedeltas(timedelta(0), timedelta(days=20)), CALENDARS)
def test_what_starts_later_is_never_due_earlier(length, start, later, calendar):
    first, second = (ends_at(length, one, calendar.is_school_day, hours_on(calendar)) for one in (start, start + later))
    # In the same zone Python compares what the clocks on the wall say.
    assert first.astimezone(UTC) <= second.astimezone(UTC)


@given(moments, CALENDARS)
def test_school_minutes_end_while_somebody_is_there(start, calendar):
    local = on_wall_clock(ends_at(HALF_HOUR, start, calendar.is_school_day, hours_on(calendar)))
    assert is_working_day(local.date()) and OPENS <= local.time() <= CLOSES


@given(moments, st.integers(1, 20))
def test_working_days_end_with_a_working_day(start, days):
    local = on_wall_clock(ends_at(Length(days, "working_days"), start))
    assert is_working_day(local.date()) and local.time() == CLOSES


@given(moments, st.integers(1, 5000))
def test_minutes_are_counted_as_they_pass(start, minutes):
    assert ends_at(Length(minutes, "minutes"), start).astimezone(UTC) - start == timedelta(minutes=minutes)
