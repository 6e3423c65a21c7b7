from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.ui import words

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)
moments = st.datetimes(timezones=st.just(LONDON))


def at(day: int, hour: int = 16, minute: int = 20, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(("number", "said"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (60000, "60,000")])
def test_counts_are_words_up_to_nine(number: int, said: str) -> None:
    assert words.in_words(number) == said


def test_a_day_has_no_leading_zero() -> None:
    assert words.day_in_words(date(2026, 9, 1)) == "Tuesday 1 September 2026"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (at(24), "16:20 today"),
        (at(23, 23, 59), "23:59 yesterday"),
        (at(25, 0, 0), "00:00 tomorrow"),
        (at(20, 8, 5), "08:05 on Friday 20 November 2026"),
    ],
)
def test_a_moment_is_near_or_dated(when: datetime, said: str) -> None:
    assert words.moment_in_words(when, NOW) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (at(24), "Due today by 16:20"),
        (at(24, 23, 59), "Due today"),
        (at(24, 8, 0), "Was due today by 08:00"),
        (at(23, 23, 59), "Was due yesterday"),
        (at(25, 23, 59), "Due tomorrow"),
        (at(27, 23, 59), "Due Friday 27 November"),
        (at(3, 23, 59, month=12), "Due 3 December"),
        (at(3, 23, 59), "Was due on 3 November"),
        (at(4, 23, 59, month=1, year=2027), "Due 4 January 2027"),
    ],
)
def test_due_says_when_in_the_fewest_words(due: datetime, said: str) -> None:
    assert words.due_in_words(due, NOW) == said


@pytest.mark.parametrize(("hour", "said"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "evening")])
def test_the_greeting_fits_the_hour(hour: int, said: str) -> None:
    assert words.greeting(at(24, hour)) == f"Good {said}"


@given(moments, moments)
def test_what_is_past_was_due_and_what_is_to_come_is_due(due: datetime, now: datetime) -> None:
    assume(due.date() != now.date())

    assert words.due_in_words(due, now).startswith("Was due") is (due < now)


BRIEF = [
    (at(24, 16, 20), "Today by 16:20"),
    (at(24, 23, 59), "Today"),
    (at(25, 16, 30), "Tomorrow by 16:30"),
    (at(27, 16, 30), "Friday"),
    (at(4, 0, 0, month=12), "4 December"),
    (at(4, 0, 0, month=1, year=2027), "4 January 2027"),
    (at(24, 8, 0), "Was due today 08:00"),
    (at(23, 23, 59), "Was due yesterday"),
    (at(20, 14, 37), "Was due Friday 14:37"),
    (at(14, 14, 37), "10 days late"),
]


@pytest.mark.parametrize(("due", "says"), BRIEF)
def test_when_something_is_due_in_few_words(due: datetime, says: str) -> None:
    assert words.due_briefly(due, NOW) == says


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (at(24, 8, 0), "Since today"),
        (at(23, 8, 0), "Since yesterday"),
        (at(20, 0, 0), "Since Friday"),
        (at(3, 0, 0, month=9), "Since 3 September"),
        (at(3, 0, 0, month=9, year=2024), "Since 3 September 2024"),
    ],
)
def test_from_when_something_has_waited(since: datetime, says: str) -> None:
    assert words.since_briefly(since, NOW) == says


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((0, 0, 0), ("Good morning. Nothing needs you this week.", "")),
        ((1, 0, 0), ("One thing can’t wait.", "")),
        ((2, 0, 5), ("Two things can’t wait.", "Five more this week.")),
        ((2, 1, 0), ("Two things can’t wait.", "One more is overdue.")),
        ((0, 3, 12), ("Three things are overdue.", "12 more this week.")),
        ((0, 0, 1), ("One thing this week.", "")),
    ],
)
def test_what_comes_first_in_one_line(counts: tuple[int, int, int], says: tuple[str, str]) -> None:
    assert words.what_first(*counts, "Good morning") == says
