"""How often each page asks the database: at most fifteen times, and no more often as a trust grows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lanyard.assurance.actions import take_snapshot
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, Person
from tests.access.test_matrix import PAGES, who_may
from tests.access.world import Access, make_access
from tests.conftest import NOW
from tests.factories.people import START, make_school

pytestmark = pytest.mark.xdist_group("access")

MOST = 15
ROWS = 10_000


@pytest.fixture(scope="module")
def access(django_db_setup, django_db_blocker) -> Iterator[Access]:
    """One trust for the module: this test makes it grow."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield make_access()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_no_page_asks_more_than_fifteen_times_nor_more_as_the_trust_grows(access):
    before = counted(access)
    grow(access)
    after = counted(access)

    many = [f"{page}: {n} queries" for page, n in before.items() if n > MOST]
    more = [f"{page}: {before[page]} queries, then {n}" for page, n in after.items() if n > before[page]]
    assert many == [], "\n".join(many)
    assert more == [], "\n".join(more)


@pytest.mark.django_db
def test_the_first_page_asks_no_more_than_fifteen_times_whoever_looks(access):
    many = []
    for somebody in access.everybody:
        client = somebody.client()
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        if len(captured) > MOST:
            many.append(f"{somebody.role}: {len(captured)} queries")

    assert many == [], "\n".join(many)


def counted(access: Access) -> dict[str, int]:
    """Each page that answers, with how many queries it took somebody who may open it; the first visit isn't counted."""
    found, clients = {}, {}
    for page in PAGES:
        somebody = who_may(access, page)
        client = clients.setdefault(somebody, somebody.client())
        place = access.trust if page.place == "trust" else access.school
        address = page.address(place, somebody.user)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            status = client.get(address).status_code
        if status == 200:
            found[page.name] = len(captured)
    return found


def grow(access: Access) -> None:
    """Thirty schools instead of two, and ten thousand pupils more at the school that is looked at."""
    for n in range(28):
        make_school(access.trust, f"Grown {n}")
    pupils = Person.objects.bulk_create(
        Person(trust=access.trust, given_name=f"Pupil{n}", family_name="Grown") for n in range(ROWS)
    )
    Membership.objects.bulk_create(
        Membership(person=pupil, school=access.school, kind=Kind.PUPIL, year_group="4", start=START) for pupil in pupils
    )
    take_snapshot(now=NOW)
