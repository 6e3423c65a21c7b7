"""School days and the parts of a day, read for one school or all."""

from datetime import date, datetime, time

import pytest

from lanyard.people.calendar import SchoolCalendar, Span, Timetable
from lanyard.people.models import DayTimetable, School
from lanyard.people.queries import calendar_of, calendars
from lanyard.people.rules import add_working_days
from lanyard.people.rules.working_time import LONDON, Part, Period, SchoolDay
from tests.factories.people import make_calendar, make_school, make_trust

DAY = SchoolDay(time(8, 45), time(15, 15), (Period(Part.BREAK, time(10, 30), time(10, 45)),))
LATER = SchoolDay(time(9), time(15), (Period(Part.BREAK, time(11), time(11, 15)),))
TERM = Span(date(2026, 9, 1), date(2026, 12, 18))


def at(hour, minute=0, day=24):
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.fixture
def calendar(db):
    school = make_school(make_trust())
    make_calendar(school)
    return calendar_of(school)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 22), False),
        (date(2026, 11, 27), False),
        (date(2026, 10, 28), False),
        (date(2026, 12, 24), False),
        (date(2026, 5, 4), False),
        (date(2031, 5, 6), False),
    ],
)
def test_pupils_come_on_weekdays_of_terms_that_are_neither_closed_nor_bank_holidays(calendar, day, expected):
    assert calendar.is_school_day(day) is expected


def test_the_next_school_day_leaps_over_inset_and_holidays(calendar):
    assert calendar.next_school_day(date(2026, 11, 26)) == date(2026, 11, 30)
    assert calendar.next_school_day(date(2026, 12, 18)) == date(2027, 1, 4)
    assert calendar.next_school_day(date(2027, 7, 22)) is None


def test_deadlines_can_count_school_days(calendar):
    assert add_working_days(date(2026, 11, 26), 2, calendar.is_school_day) == date(2026, 12, 1)


def test_the_part_of_the_day_follows_the_timetable(calendar):
    assert calendar.part_of_day(at(12, 30)) == Part.LUNCH
    assert calendar.part_of_day(at(12, 30, day=27)) == Part.CLOSED


def test_a_year_group_with_its_own_times_has_them_and_the_others_the_general_ones():
    calendar = SchoolCalendar(
        [TERM], [], [Timetable(DAY, date(2026, 9, 1)), Timetable(LATER, date(2026, 9, 1), None, ("N", "R"))]
    )
    assert calendar.part_of_day(at(11, 5), "R") == Part.BREAK
    assert calendar.part_of_day(at(11, 5), "3") == Part.LESSON
    assert calendar.part_of_day(at(10, 35)) == Part.BREAK


def test_for_the_whole_school_lessons_of_some_outweigh_the_break_of_others():
    calendar = SchoolCalendar(
        [TERM], [], [Timetable(DAY, date(2026, 9, 1), None, ("3",)), Timetable(LATER, date(2026, 9, 1), None, ("R",))]
    )
    assert calendar.part_of_day(at(10, 35)) == Part.LESSON
    assert calendar.part_of_day(at(10, 35), "3") == Part.BREAK


def test_the_newest_valid_timetable_holds():
    calendar = SchoolCalendar(
        [TERM],
        [],
        [Timetable(DAY, date(2025, 9, 1)), Timetable(LATER, date(2026, 9, 1), date(2026, 11, 24))],
    )
    assert calendar.part_of_day(at(11, 5)) == Part.BREAK
    assert calendar.part_of_day(at(11, 5, day=25)) == Part.LESSON


def test_a_school_day_without_a_timetable_opens_nothing():
    calendar = SchoolCalendar([TERM])
    assert calendar.part_of_day(at(3)) == Part.LESSON
    assert calendar.part_of_day(at(3), "3") == Part.LESSON


@pytest.mark.django_db
def test_the_calendars_of_many_schools_take_as_many_queries_as_of_one(django_assert_num_queries):
    trust = make_trust()
    for number in range(4):
        make_calendar(make_school(trust, f"School {number}"))
    empty = make_school(trust, "New School")
    with django_assert_num_queries(5):
        found = calendars(School.objects.all())
    assert len(found) == 5
    assert found[empty.pk] == SchoolCalendar([], [], [])
    assert DayTimetable.objects.count() == 4
