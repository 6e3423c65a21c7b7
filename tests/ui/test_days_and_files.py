"""Days that nobody means, the hour that is missing in March, and files for spreadsheets."""

import csv
import io
from datetime import date, time

import pytest
from django import forms
from django.urls import reverse

from lanyard.ui.forms import FilterForm
from lanyard.ui.spreadsheets import csv_file
from lanyard.ui.wall_clock import moment_at


class Asked(FilterForm):
    day = forms.DateField(required=False)


@pytest.mark.parametrize("day", ["31/12/9999", "9999-12-31", "1/1/0001", "01/01/2200", "31/12/1899"])
def test_a_day_that_nobody_means_is_refused(day):
    form = Asked({"day": day})
    assert not form.is_valid() and len(form.errors["day"]) == 1


@pytest.mark.parametrize("day", ["01/01/1900", "31/12/2199", "24/11/2026", ""])
def test_any_other_day_is_taken(day):
    assert Asked({"day": day}).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["until=31/12/9999", "since=01/01/0001", "since=9999-12-31&until=9999-12-31"])
def test_what_was_done_is_shown_whatever_days_are_asked_for(cast, client_for, asked):
    page = reverse("records:audit-school", args=[cast.old_quay.slug])
    answer = client_for(cast.data_protection_lead).get(f"{page}?{asked}")
    assert answer.status_code == 200 and "Enter a date from 1900 to 2199" in answer.content.decode()


@pytest.mark.parametrize("clock", [time(1), time(1, 30), time(1, 59)])
def test_the_hour_that_is_missing_in_march_is_asked_again(clock):
    with pytest.raises(forms.ValidationError, match="the clocks went forward"):
        moment_at(date(2026, 3, 29), clock)


@pytest.mark.parametrize(
    ("day", "clock", "says"),
    [
        (date(2026, 3, 29), time(0, 59), "2026-03-29T00:59:00+00:00"),
        (date(2026, 3, 29), time(2), "2026-03-29T02:00:00+01:00"),
        (date(2026, 10, 25), time(1, 30), "2026-10-25T01:30:00+01:00"),
    ],
)
def test_every_other_time_is_the_one_on_the_wall(day, clock, says):
    assert moment_at(day, clock).isoformat() == says


def test_a_file_for_spreadsheets_says_that_it_is_utf_8_and_holds_no_formula():
    sent = csv_file("a.csv", [("Name", "Number"), ("Zoë 王", 3), ("=1+1", "-2")])

    assert sent.content.startswith(b"\xef\xbb\xbf") and sent["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert rows == [["Name", "Number"], ["Zoë 王", "3"], ["'=1+1", "'-2"]]
