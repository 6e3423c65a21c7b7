from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.years import a_year_after, academic_year, months_later

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "label"), [(date(2025, 8, 31), "2024-25"), (date(2025, 9, 1), "2025-26"), (date(2099, 12, 1), "2099-00")]
)
def test_the_academic_year_turns_on_1_september(day, label):
    assert str(academic_year(day)) == label


@given(days)
def test_every_day_is_in_its_academic_year(day):
    year = academic_year(day)
    assert year.first_day <= day <= year.last_day


@given(days, st.integers(1, 120))
def test_months_later_is_in_the_month_that_is_meant(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(days)
def test_a_year_after_is_never_more_than_a_year(day):
    assert timedelta(days=365) <= a_year_after(day) - day <= timedelta(days=366)


def test_a_year_after_29_february_is_28_february():
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
