"""Who gained access in a month: for the chair and the data protection lead, with whose word it was."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lanyard.people import actions
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from tests.conftest import NOW
from tests.factories.people import give_role, make_staff

ON = NOW.date()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def happened(cast):
    how = {"place": cast.old_quay, "start": ON, "on": ON}
    proposal = actions.appoint(person=cast.teacher.person, role="dsl", by=cast.trust_administrator, **how)
    actions.confirm(proposal=proposal, by=cast.headteacher, on=ON)
    actions.appoint(person=cast.governor.person, role="moderator", by=cast.headteacher, **how)
    holding = RoleHolding.objects.get(person=cast.dsl.person)
    days = {"start": ON, "end": ON + timedelta(days=2), "on": ON}
    actions.add_cover(holding=holding, person=cast.it_lead.person, by=cast.dsl, **days)
    change = actions.change_address(
        person=cast.chair_of_governors.person, email="n@example.org", by=cast.trust_administrator, now=NOW
    )
    actions.confirm_address(change=change, by=cast.chair_of_trustees, now=NOW)
    actions.suspend(person=cast.parent.person, place=cast.old_quay, reason="x", by=cast.headteacher, now=NOW)


def rows_of(client, place, name="gained", month=""):
    page = client.get(reverse(f"people:{name}", args=[place.slug]), {"month": month})
    return [(row.who, row.what, row.asked, row.confirmed) for row in page.context["rows"]]


@pytest.mark.parametrize("who", ["chair_of_governors", "data_protection_lead", "chair_of_trustees"])
def test_it_says_who_asked_and_who_confirmed(cast, client_for, happened, who):
    rows = rows_of(client_for(getattr(cast, who)), cast.old_quay)
    assert ("Tara Lindqvist", f"{Role.DSL.label}, Old Quay Juniors", "Nina Kowalska", "Helen Marsh") in rows
    assert ("Gareth Pugh", "Moderator, Old Quay Juniors", "Helen Marsh", "") in rows
    assert ("Amina Yusuf", "Another sign-in address", "Nina Kowalska", "Colin Drake") in rows
    assert ("Paula Winter", "Access suspended", "Helen Marsh", "") in rows
    cover = f"Covers for Daniel Okafor until 26 November 2026: {Role.DSL.label}, Old Quay Juniors"
    assert ("Ian Fletcher", cover, "Daniel Okafor", "") in rows
    assert len(rows) == 5


def test_the_trust_sees_all_its_schools_and_a_school_its_own(cast, client_for, happened):
    assert len(rows_of(client_for(cast.chair_of_trustees), cast.trust, "trust-gained")) == 5
    assert rows_of(client_for(cast.chair_of_trustees), cast.saltmarsh) == []


@pytest.mark.parametrize(("month", "count"), [("2026-10", 0), ("2031-01", 5), ("nothing", 5), ("0001-01", 0)])
def test_another_month_has_its_own(cast, client_for, happened, month, count):
    assert len(rows_of(client_for(cast.chair_of_governors), cast.old_quay, month=month)) == count


@pytest.mark.parametrize("who", ["headteacher", "trust_administrator", "governor", "dsl"])
def test_it_is_for_nobody_else(cast, client_for, who):
    assert client_for(getattr(cast, who)).get(reverse("people:gained", args=[cast.old_quay.slug])).status_code == 403


def test_it_asks_as_often_for_many_as_for_few(cast, client_for, happened):
    client = client_for(cast.chair_of_governors)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            rows_of(client, cast.old_quay)
        return len(captured)

    asked()
    few = asked()
    for number in range(20):
        give_role(make_staff(cast.old_quay, f"Some Body{number}").person, Role.MODERATOR, cast.old_quay, start=ON)
    assert asked() == few <= 15
