"""Concerns in figures: exact for those who handle them, with small numbers hidden for those who handle none."""

from __future__ import annotations

import csv
import io
import re
import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lanyard.concerns.core.choices import ConcernType, Route, State
from lanyard.concerns.core.models import Concern
from lanyard.concerns.oversight.queries.counts import counts_page
from lanyard.concerns.oversight.views.counts import in_words
from lanyard.kernel.years import AcademicYear
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from tests.factories.people import give_role, make_calendar, make_school, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
YEAR = AcademicYear(2026)
MOMENT = datetime(2026, 10, 5, 10, tzinfo=ZoneInfo("Europe/London"))


def rows(school, number, **fields) -> list[Concern]:
    """So many concerns at a school, made at once; closed ones are decided."""
    given = {
        "type": ConcernType.BULLYING, "route": Route.PUBLIC, "level": "dsl", "received_at": MOMENT,
        "entered_at": MOMENT, "acknowledged_at": MOMENT + timedelta(minutes=25),
    } | fields  # fmt: skip
    given = {"counted_at": given["level"]} | given
    if given.get("state") == State.CLOSED:
        given |= {"outcome": "no_further", "closed_at": MOMENT + timedelta(days=9)}
    return Concern.objects.bulk_create(
        Concern(
            school=school, trust_id=school.trust_id, ref=secrets.token_hex(4), sent_once=secrets.token_hex(20), **given
        )
        for _ in range(number)
    )


def table(page, key) -> dict[str, str]:
    return {row.name: row.says for row in next(t for t in page.tables if t.key == key).rows}


def page_of(client, place, name="counts"):
    page = client.get(reverse(f"concerns:{name}", args=[place.slug])).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_handlers_count_exactly_what_comes_to_their_role(cast):
    make_calendar(cast.old_quay)
    rows(cast.old_quay, 2, platform="whatsapp")
    rows(cast.old_quay, 3, type=ConcernType.CONTACT, year_group="5", state=State.CLOSED, route=Route.CHILD)
    rows(cast.old_quay, 4, type=ConcernType.STAFF_CONDUCT, level="headteacher")

    page = counts_page(cast.dsl, cast.old_quay, YEAR)
    assert page.exact and page.total == "5" and page.median == timedelta(minutes=25)
    assert table(page, "type") == {
        "Someone contacting a child online": "3", "Bullying online": "2"
    }  # fmt: skip
    assert table(page, "term") == {"Autumn 2026": "5"}
    assert table(page, "year_group") == {"Year 5": "3", "Not known": "2"}
    assert table(page, "open") == {"Open": "2", "Closed": "3"}
    assert counts_page(cast.headteacher, cast.old_quay, YEAR).total == "4"


def test_others_count_the_school_with_small_numbers_hidden(cast, client_for):
    rows(cast.old_quay, 12)
    rows(cast.old_quay, 2, type=ConcernType.CONTACT)
    rows(cast.old_quay, 20, type=ConcernType.STAFF_CONDUCT, level="headteacher")

    page = counts_page(cast.governor, cast.old_quay, YEAR)
    assert not page.exact and page.total == "34"
    assert table(page, "type") == {
        "How a member of staff behaves online": "20",
        "Bullying online": "5 or more",
        "Someone contacting a child online": "Fewer than 5",
    }
    shown = page_of(client_for(cast.governor), cast.old_quay)
    assert "Fewer than 5" in shown and ">2<" not in re.sub(r"\s", "", shown)


@pytest.mark.parametrize("who", ["governor", "leadership", "chair_of_governors"])
@pytest.mark.parametrize(
    "fields",
    [
        {"level": "chair_of_governors"}, {"level": "chair_of_trustees"}, {"level": ""},
        {"level": "executive_headteacher"}, {"level": "headteacher", "type": ConcernType.WHISTLEBLOWING},
    ],
)  # fmt: skip
def test_nobody_infers_what_is_held_high_or_whistleblowing(cast, client_for, who, fields):
    rows(cast.old_quay, 12)
    client = client_for(getattr(cast, who))
    before = page_of(client, cast.old_quay)
    rows(cast.old_quay, 7, **fields)

    assert page_of(client, cast.old_quay) == before


def test_a_trusts_page_says_no_more_than_its_schools_pages(cast):
    rows(cast.old_quay, 2, type=ConcernType.CONTACT)
    rows(cast.old_quay, 30)
    rows(cast.saltmarsh, 40, type=ConcernType.CONTACT)

    page = counts_page(cast.chair_of_trustees, cast.trust, YEAR)
    assert table(page, "school") == {"Old Quay Juniors": "32", "Saltmarsh Primary": "40"}
    # 42 would give away the two.
    assert table(page, "type")["Someone contacting a child online"] == "41 or more"
    assert page.total == "72"


def test_a_school_with_few_is_hidden_on_the_trusts_page(cast):
    rows(cast.old_quay, 3)
    rows(cast.saltmarsh, 40)

    page = counts_page(cast.chair_of_trustees, cast.trust, YEAR)
    assert table(page, "school") == {"Old Quay Juniors": "Fewer than 5", "Saltmarsh Primary": "40"}
    assert page.total == "41 or more"


def test_another_school_and_another_trust_are_not_counted(cast):
    rows(cast.saltmarsh, 9)
    rows(cast.other_school, 9)

    assert counts_page(cast.governor, cast.old_quay, YEAR).total == "0"
    assert table(counts_page(cast.chair_of_trustees, cast.trust, YEAR), "school")["Saltmarsh Primary"] == "9"


def test_years_are_told_apart_at_midnight_local_time(cast, client_for):
    rows(cast.old_quay, 6, received_at=datetime(2026, 8, 31, 23, 59, tzinfo=ZoneInfo("Europe/London")))
    rows(cast.old_quay, 8, received_at=datetime(2026, 9, 1, 0, 0, tzinfo=ZoneInfo("Europe/London")))

    assert counts_page(cast.dsl, cast.old_quay, YEAR).total == "8"
    assert counts_page(cast.dsl, cast.old_quay, AcademicYear(2025)).total == "6"
    address = reverse("concerns:counts", args=[cast.old_quay.slug])
    client = client_for(cast.dsl)
    assert "in 2025-26" in client.get(f"{address}?year=2025").content.decode()
    assert "in 2026-27" in client.get(f"{address}?year=1066").content.decode()


def test_the_file_has_the_same_numbers_and_no_formula(cast, client_for):
    rows(cast.old_quay, 12)
    rows(cast.old_quay, 2, platform="=cmd")
    answer = client_for(cast.governor).get(reverse("concerns:counts-csv", args=[cast.old_quay.slug]))

    read = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["All", "Academic year 2026-27", "14"] in read
    assert ["By service", "'=cmd", "Fewer than 5"] in read
    assert ["By service", "None named", "5 or more"] in read


@pytest.mark.parametrize("who", ["teacher", "it_lead", "trust_administrator", "parent", "pupil", "moderator"])
def test_nobody_else_counts(cast, client_for, who):
    for place, name in ((cast.old_quay, "counts"), (cast.old_quay, "counts-csv"), (cast.trust, "trust-counts")):
        address = reverse(f"concerns:{name}", args=[place.slug])
        assert client_for(getattr(cast, who)).get(address).status_code == 403


@pytest.mark.parametrize(
    ("minutes", "says"), [(0, "0 minutes"), (1, "1 minute"), (25, "25 minutes"), (130, "2 hours"), (4000, "3 days")]
)
def test_lengths_of_time_are_said_as_people_do(minutes, says):
    assert in_words(timedelta(minutes=minutes)) == says


@pytest.mark.parametrize("who", ["governor", "dsl", "chair_of_trustees"])
def test_a_page_asks_a_constant_number_of_times(cast, client_for, who):
    user = getattr(cast, who)
    place, name = (cast.trust, "trust-counts") if who == "chair_of_trustees" else (cast.old_quay, "counts")
    client = client_for(user)
    page_of(client, place, name)
    numbers = []
    for _ in range(2):
        for school in (cast.old_quay, cast.saltmarsh, make_school(cast.trust, f"School {secrets.token_hex(3)}")):
            rows(school, 40, type=ConcernType.CONTACT, platform="whatsapp", year_group="4")
        with CaptureQueriesContext(connection) as asked:
            page_of(client, place, name)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 15


def test_the_leaders_of_a_trust_who_handle_none_see_small_numbers_hidden(cast):
    RoleHolding.objects.filter(person=cast.leadership.person).delete()
    user = make_staff(cast.old_quay, "Lena Frost")
    give_role(user.person, Role.LEADERSHIP, cast.trust)
    rows(cast.old_quay, 3)

    assert counts_page(user, cast.trust, YEAR).total == "Fewer than 5"
