"""Reading and changing a school's calendar."""

from datetime import date, time

import pytest
from django.urls import reverse

from lanyard.people.models import Closure, DayTimetable, Term
from lanyard.people.queries import calendar_of
from lanyard.records.models import AuditEvent
from tests.factories.people import make_calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def at(cast):
    make_calendar(cast.old_quay)
    return lambda name, *args: reverse(f"people:{name}", args=[cast.old_quay.slug, *args])


def test_staff_read_terms_closures_holidays_and_the_day(cast, client_for, at):
    text = client_for(cast.teacher).get(at("calendar")).content.decode()
    assert "Today is a school day. The next is Wednesday 25 November 2026." in text
    assert "Autumn 2026: Tuesday 1 September 2026 to Friday 18 December 2026" in text
    assert "Autumn 2025" not in text
    assert "INSET day (staff only): Friday 27 November 2026" in text
    assert "Friday 25 December 2026" in text
    assert "Lunch 12:00 to 13:00" in text
    assert "Add a term" not in text


def test_parents_do_not_read_it_and_staff_do_not_change_it(cast, client_for, at):
    assert client_for(cast.parent).get(at("calendar")).status_code == 403
    for name in ("add-term", "add-closure", "set-day"):
        assert client_for(cast.teacher).post(at(name), {}).status_code == 403


def test_a_term_is_added_and_removed(cast, client_for, at):
    client = client_for(cast.headteacher)
    client.post(at("add-term"), {"name": "Autumn 2027", "start": "1/9/2027", "end": "17/12/2027"})
    term = Term.objects.get(name="Autumn 2027")
    assert term.end == date(2027, 12, 17)
    client.get(at("remove-term", term.pk))
    assert Term.objects.filter(pk=term.pk).exists()
    client.post(at("remove-term", term.pk))
    assert not Term.objects.filter(pk=term.pk).exists()
    assert AuditEvent.objects.filter(event__startswith="calendar:").count() == 2


def test_a_closure_is_added_and_removed(cast, client_for, at):
    client = client_for(cast.trust_administrator)
    client.post(at("add-closure"), {"kind": "closed", "start": "25/11/2026", "end": "25/11/2026"})
    closure = Closure.objects.get(start=date(2026, 11, 25))
    assert not calendar_of(cast.old_quay).is_school_day(date(2026, 11, 25))
    client.post(at("remove-closure", closure.pk))
    assert calendar_of(cast.old_quay).is_school_day(date(2026, 11, 25))


@pytest.mark.parametrize(
    ("name", "data", "field", "says"),
    [
        ("add-term", {"name": "T", "start": "2/9/2026", "end": "3/9/2026"}, "start", "already in another term"),
        ("add-term", {"name": "T", "start": "2/9/2028", "end": "1/9/2028"}, "end", "can't be before the first"),
        ("add-closure", {"kind": "closed", "start": "27/11/2026", "end": "28/11/2026"}, "start", "already closed"),
        ("add-closure", {"start": "1/12/2026", "end": "1/12/2026"}, "kind", "Select"),
        ("set-day", {"valid_from": "1/12/2026", "starts": "15:00", "ends": "09:00"}, "ends", "end after it starts"),
        (
            "set-day",
            {"valid_from": "1/12/2026", "starts": "early", "ends": "15:00"},
            "starts",
            "a time, for example 08:45",
        ),
        (
            "set-day",
            {"valid_from": "1/12/2026", "starts": "9.00", "ends": "15:00", "break_starts": "10:30"},
            "break_ends",
            "both times of the break",
        ),
        (
            "set-day",
            {
                "valid_from": "1/12/2026",
                "starts": "9:00",
                "ends": "15:00",
                "lunch_starts": "14:30",
                "lunch_ends": "15:30",
            },
            "lunch_starts",
            "within the school day",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(cast, client_for, at, name, data, field, says):
    page = client_for(cast.headteacher).post(at(name), data)
    assert says in page.context["form"].errors[field][0]


def test_a_new_day_ends_the_old_one_for_the_same_year_groups(cast, client_for, at):
    data = {
        "valid_from": "1/12/2026",
        "starts": "08:30",
        "ends": "15:00",
        "break_starts": "10:00",
        "break_ends": "10:15",
        "lunch_starts": "",
        "lunch_ends": "",
    }
    client_for(cast.headteacher).post(at("set-day"), data)
    old, new = DayTimetable.objects.order_by("valid_from")
    assert (old.valid_until, new.valid_from, new.day_starts) == (date(2026, 11, 30), date(2026, 12, 1), time(8, 30))
    assert [period.kind for period in new.periods.all()] == ["break"]
    client_for(cast.headteacher).post(at("set-day"), data | {"starts": "08:40"})
    assert DayTimetable.objects.count() == 2


def test_a_day_for_some_year_groups_leaves_the_others_alone(cast, client_for, at):
    data = {"year_groups": ["3", "4"], "valid_from": "1/12/2026", "starts": "08:30", "ends": "15:00"}
    client_for(cast.headteacher).post(at("set-day"), data)
    general, own = DayTimetable.objects.order_by("valid_from")
    assert (general.valid_until, own.year_groups) == (None, ["3", "4"])


def test_rows_of_another_school_are_not_found(cast, client_for, at):
    make_calendar(cast.saltmarsh)
    term = Term.objects.filter(school=cast.saltmarsh).first()
    assert client_for(cast.headteacher).post(at("remove-term", term.pk)).status_code == 404
