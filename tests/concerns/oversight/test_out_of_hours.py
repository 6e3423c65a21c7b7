"""Who hears of a child at risk when the school is closed, and the days on which nobody does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.concerns.core.models import OutOfHours
from lanyard.concerns.core.rules.out_of_hours import Gap, gaps
from lanyard.concerns.oversight.actions.out_of_hours import end_naming, name_person
from lanyard.kernel.refusals import Refused
from tests.factories.people import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

TODAY = date(2026, 11, 24)
URL = "/schools/old-quay-juniors/out-of-hours/"


def test_somebody_is_named_by_the_headteacher_and_shown_today(cast, client_for):
    client = client_for(cast.headteacher)
    assert "Nobody is named today." in client.get(URL).content.decode()
    data = {"person": "Tom Ashby", "start": "24/11/2026", "end": "30 November 2026"}
    shown = client.post(URL, data, follow=True).content.decode()

    assert "Today: <strong>Tom Ashby</strong>" in shown
    assert "Tuesday 1 December 2026 to" in shown


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"person": "Nobody Known", "start": "24/11/2026"}, "Nobody who works here"),
        ({"person": "Tom Ashby", "start": "23/11/2026"}, "first day has passed"),
        ({"person": "Tom Ashby", "start": "24/11/2026", "end": "20/11/2026"}, "before the first"),
        ({"person": "Paula Winter", "start": "24/11/2026"}, "Nobody who works here"),
        ({"person": "", "start": ""}, "Choose who it is"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, client_for, data, says):
    shown = client_for(cast.headteacher).post(URL, data).content.decode()
    assert says in shown and data["person"] in shown
    assert not OutOfHours.objects.exists()


def test_somebody_without_an_email_address_would_never_hear(cast):
    user = make_staff(cast.old_quay, "Una Moss")
    with pytest.raises(Refused, match="no email address"):
        name_person(by=cast.headteacher, school=cast.old_quay, person=user.person, start=TODAY)


def test_only_those_who_may_name_and_end(cast, client_for):
    for user in (cast.teacher, cast.governor, cast.saltmarsh_headteacher):
        with pytest.raises(Refused):
            name_person(by=user, school=cast.old_quay, person=cast.leadership.person, start=TODAY)
    assert client_for(cast.saltmarsh_headteacher).get(URL).status_code == 403


def test_ending_keeps_the_days_that_were_and_drops_what_had_not_begun(cast, client_for):
    give = {"by": cast.dsl, "school": cast.old_quay, "person": cast.leadership.person}
    going, coming = name_person(**give, start=TODAY), name_person(**give, start=TODAY + timedelta(days=9))
    client_for(cast.dsl).post(f"{URL}{going.pk}/end/")
    end_naming(by=cast.dsl, named=coming)

    assert list(OutOfHours.objects.values_list("end", flat=True)) == [TODAY]


def test_a_row_of_another_school_is_not_there(cast, client_for):
    row = OutOfHours.objects.create(school=cast.saltmarsh, person=cast.saltmarsh_headteacher.person, start=TODAY)
    assert client_for(cast.headteacher).post(f"{URL}{row.pk}/end/").status_code == 404


def test_who_has_left_fills_no_gap(cast, client_for):
    OutOfHours.objects.create(school=cast.old_quay, person=cast.leadership.person, start=TODAY)
    cast.leadership.person.left_on = TODAY + timedelta(days=3)
    cast.leadership.person.save()
    assert "Saturday 28 November 2026 to" in client_for(cast.headteacher).get(URL).content.decode()


days = st.integers(0, 40).map(lambda number: TODAY + timedelta(days=number))
spans = st.lists(st.tuples(days, st.none() | days).filter(lambda one: one[1] is None or one[1] >= one[0]), max_size=6)


@given(spans)
def test_every_day_is_either_in_a_gap_or_somebodys(named):
    found = gaps(named, TODAY, TODAY + timedelta(days=40))
    for number in range(41):
        day = TODAY + timedelta(days=number)
        held = any(start <= day and (end is None or day <= end) for start, end in named)
        assert held != any(gap.start <= day <= gap.end for gap in found)


def test_nobody_named_is_one_gap():
    assert gaps([], TODAY, TODAY) == [Gap(TODAY, TODAY)]
