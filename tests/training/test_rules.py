from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.training.rules import (
    Rung,
    asked_on,
    due_on,
    longest_exemption,
    name_matches,
    next_number,
    rung_reached,
    too_many_late,
    wording_hash,
)

ASKED = date(2026, 3, 2)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "Zoë O’Brien-Lee",
        "zoe o'brien lee",
        "  ZOE   OBRIEN-LEE ",
        "Zoë OBrien Lee",
        "Zo O'Brien-Lee",
        "Zoe. O'Brien Lee",
    ],
)
def test_a_name_is_the_persons_whatever_the_case_accents_and_marks(typed):
    assert name_matches(typed, "Zoë", "O'Brien-Lee", preferred="Zo")


@pytest.mark.parametrize("typed", ["", " ", "Zoe", "Lee Zoe", "Z O'Brien-Lee", "Zoe Brien-Lee", "'", "Someone Else"])
def test_another_name_is_not(typed):
    assert not name_matches(typed, "Zoë", "O'Brien-Lee", preferred="Zo")


def test_an_empty_name_never_matches_even_a_register_without_letters():
    assert not name_matches("", "-", "-")


def test_a_new_starter_is_asked_from_the_start_and_everybody_else_from_the_edition():
    assert asked_on(date(2026, 9, 1), date(2026, 1, 1)) == date(2026, 9, 1)
    assert asked_on(date(2020, 9, 1), date(2026, 1, 1)) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        (date(2026, 3, 1), None),
        (date(2026, 3, 2), Rung.ASKED),
        (date(2026, 3, 8), Rung.ASKED),
        (date(2026, 3, 9), Rung.WEEK_BEFORE),
        (date(2026, 3, 16), Rung.DUE),
        (date(2026, 3, 23), Rung.WEEK_LATE),
        (date(2026, 3, 30), Rung.TWO_WEEKS_LATE),
        (date(2027, 3, 30), Rung.TWO_WEEKS_LATE),
    ],
)
def test_the_reminders_come_in_order(day, rung):
    assert rung_reached(ASKED, due_on(ASKED, 14), day) == rung


def test_with_less_than_a_week_to_sign_the_first_word_is_the_request():
    assert rung_reached(ASKED, due_on(ASKED, 5), ASKED) == Rung.ASKED


@given(days, st.integers(0, 60), days, days)
def test_a_reminder_never_goes_back(asked, length, one, other):
    earlier, later = sorted([one, other])
    due = due_on(asked, length)
    before, after = rung_reached(asked, due, earlier), rung_reached(asked, due, later)
    assert before is None or (after is not None and before <= after)


@given(days, st.integers(0, 60), st.integers(-100, 100))
def test_nobody_is_called_late_before_a_week_has_passed(asked, length, shift):
    due = due_on(asked, length)
    rung = rung_reached(asked, due, asked + timedelta(days=shift))
    if rung is not None and rung >= Rung.WEEK_LATE:
        assert asked + timedelta(days=shift) >= due + timedelta(days=7)


def test_editions_are_numbered_from_one():
    assert next_number([], is_major=False) == (1, 0)
    assert next_number([(1, 0), (1, 2)], is_major=False) == (1, 3)
    assert next_number([(1, 0), (1, 2)], is_major=True) == (2, 0)


def test_one_in_ten_late_is_a_few_and_more_is_too_many():
    assert not too_many_late(4, 40)
    assert too_many_late(5, 40)
    assert not too_many_late(0, 0)


@given(st.text(), st.text())
def test_different_wordings_never_share_their_mark(one, other):
    assert (wording_hash(one) == wording_hash(other)) == (one == other)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 24), date(2027, 11, 24)),
        (date(2027, 3, 1), date(2028, 3, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_an_exemption_lasts_a_year_at_most(start, end):
    assert longest_exemption(start) == end
