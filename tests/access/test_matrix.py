"""Every page, every role, every place: the table of permissions is what the site does, and no page asks too often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from lanyard.assurance.actions import take_snapshot
from lanyard.disclosures.models import Disclosure
from lanyard.kernel import gate
from lanyard.kernel.middleware import Gate
from lanyard.people.choices import Kind
from lanyard.people.models import Closure, Membership, Person, RoleHolding, School, Term, Trust, current
from lanyard.policy.models import Clause, Edition, ReviewTrigger
from lanyard.training.models import Document, DocumentEdition
from tests.access.pages import PAGES, Page, who_may
from tests.access.samples import DECIDED_BY_THE_OBJECT, NOBODYS, READING_WRITES, SAMPLES, first
from tests.access.world import Access, Somebody
from tests.conftest import NOW
from tests.factories.people import START, make_school

# One world for all of them, on one worker.
# Each test writes into a transaction of its own within that of the fixture. All have the mark, so that they stay
# together and the world is made once.
pytestmark = [pytest.mark.xdist_group("access"), pytest.mark.django_db]

# How often a page may ask the database, and how many people come when a school grows.
MOST = 15
ROWS = 10_000

WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(?P<table>\w+)", re.IGNORECASE)
# Sessions and counts of attempts are how the site works, not what it knows.
UNSEEN = {"django_session", "cache"}


def test_every_page_says_who_may_open_it():
    assert gate.unopened_routes(get_resolver().url_patterns) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_placeholder_has_a_sample(page):
    missing = [name for name in page.kwargs if name not in SAMPLES and f"{page.room}:{name}" not in SAMPLES]

    assert missing == [], f"add {missing} to tests/access/samples.py"


def at_the_gate(page: Page, somebody: Any, place: School | Trust | None) -> int:
    """What the gate answers, as a status: 200 goes on to the page."""
    request = RequestFactory().get("/")
    request.user, request.session = somebody, {}
    kwargs = {page.place: place.slug} if place is not None else {}
    try:
        answer = Gate(lambda _: None).process_view(request, page.pattern.callback, [], kwargs)
    except PermissionDenied:
        return 403
    except Http404:
        return 404
    second_step = answer is not None and answer["Location"].startswith("/second-step/")
    return 200 if answer is None or second_step else answer.status_code


def expected(page: Page, somebody: Somebody, place: School | Trust, how: str) -> int:
    """What the table says, worked out from who this is and nothing else."""
    if page.access.kind != "needs":
        return 200
    if how == "other trust":
        return 404
    holds = somebody.role in gate.table[page.access.permission].roles
    return 200 if holds and somebody.reaches(place) else 403


def test_the_gate_opens_what_the_table_says_and_nothing_else(access):
    wrong = [
        f"{page.name}: {somebody.role} of {somebody.school or 'the trust'} at {how}: {got}, not {wanted}"
        for page in PAGES
        if page.place
        for how, place in access.places(page.place)
        for somebody in access.everybody
        if (got := at_the_gate(page, somebody.user, place)) != (wanted := expected(page, somebody, place, how))
    ]

    assert wrong == [], "\n".join(wrong)


def test_a_page_without_a_place_is_for_whoever_holds_the_role_anywhere(access):
    wrong = [
        f"{page.name}: {somebody.role}"
        for page in PAGES
        if not page.place and page.access.kind == "needs"
        for somebody in access.everybody
        if (at_the_gate(page, somebody.user, None) == 200)
        != (somebody.role in gate.table[page.access.permission].roles)
    ]

    assert wrong == [], "\n".join(wrong)


def test_who_is_not_signed_in_is_asked_to_sign_in(access):
    client = Client()
    nobody = AnonymousUser()
    closed = [page for page in PAGES if not page.access.is_public]
    wrong = []
    for page in closed:
        place = access.trust if page.place == "trust" else access.school
        answer = client.get(page.address(place, nobody))
        if answer.status_code != 302 or not answer["Location"].startswith("/accounts/login/?next="):
            wrong.append(f"{page.name}: {answer.status_code}")

    assert wrong == [], "\n".join(wrong)
    assert len(closed) > 20


def test_sensitive_pages_ask_for_the_second_step(access):
    asked = []
    for page in PAGES:
        if page.access.kind == "needs" and gate.table[page.access.permission].sensitive:
            somebody = who_may(access, page)
            client = somebody.client()
            session = client.session
            session["account_authentication_methods"] = [{"method": "code", "at": NOW.timestamp()}]
            session.save()
            place = access.trust if page.place == "trust" else access.school
            answer = client.get(page.address(place, somebody.user))
            asked.append((page.name, answer.headers.get("Location", "").startswith("/second-step/?next=")))

    assert all(done for _, done in asked), asked


def test_each_page_answers_somebody_who_may_and_reading_it_writes_nothing(access):
    wrong, clients = [], {}
    for page in PAGES:
        somebody = who_may(access, page)
        client = clients.setdefault(somebody, somebody.client())
        place = access.trust if page.place == "trust" else access.school
        address = page.address(place, somebody.user)
        with writes() as written:
            status = client.get(address).status_code
        if page.access.kind == gate.PRINTED_ADDRESS:
            # There is an administrator, so that nobody sets the installation up any more.
            if status != 404:
                wrong.append(f"{page.name} answered {somebody.role} with {status}")
        elif status not in (200, 302, 405) and page.name not in DECIDED_BY_THE_OBJECT:
            wrong.append(f"{page.name} answered {somebody.role} with {status}")
        if written and page.name not in READING_WRITES:
            wrong.append(f"{page.name} wrote to {sorted(written)} when it was read")

    assert wrong == [], "\n".join(wrong)


def test_objects_of_another_trust_are_not_found_at_ones_own(access):
    """The school in the address is one's own, what else it names is a stranger's."""
    theirs = {
        "policy:edition": first(Edition.objects.filter(policy__trust=access.other_trust)),
        "clause": first(Clause.objects.filter(edition__policy__trust=access.other_trust)),
        "trigger": first(ReviewTrigger.objects.filter(policy__trust=access.other_trust)),
        "document": first(Document.objects.filter(trust=access.other_trust)),
        "training:edition": first(DocumentEdition.objects.filter(document__trust=access.other_trust)),
        "holding": first(RoleHolding.objects.filter(trust=access.other_trust)),
        "term": first(Term.objects.filter(school=access.other_school)),
        "closure": first(Closure.objects.filter(school=access.other_school)),
        "person": first(Person.objects.filter(memberships__school=access.other_school)),
        "disclosures:own": first(Disclosure.objects.filter(trust=access.other_trust)),
        "disclosures:disclosure": first(Disclosure.objects.filter(trust=access.other_trust)),
    }
    assert NOBODYS not in theirs.values()
    wrong, clients, tried = [], {}, 0
    for page in PAGES:
        place = access.trust if page.place == "trust" else access.school
        for name in page.kwargs if page.access.kind == "needs" else ():
            foreign = theirs.get(name, theirs.get(f"{page.room}:{name}"))
            if foreign is None:
                continue
            somebody = who_may(access, page)
            client = clients.setdefault(somebody, somebody.client())
            own = {kwarg: page.sample(kwarg)(place, somebody.user) for kwarg in page.kwargs}
            address, tried = reverse(page.name, kwargs={**own, name: foreign}), tried + 1
            for answer in (client.get(address), client.post(address)):
                if answer.status_code not in (404, 405):
                    wrong.append(f"{page.name} answered {answer.status_code} for a stranger's {name}")

    assert wrong == [], "\n".join(wrong)
    assert tried > 20


class writes:
    """Collects the tables that are written to inside the block."""

    def __enter__(self) -> set[str]:
        self.tables: set[str] = set()
        self._watching = connection.execute_wrapper(self._watch)
        self._watching.__enter__()
        return self.tables

    def __exit__(self, *problem: object) -> None:
        self._watching.__exit__(*problem)

    def _watch(self, execute, sql, params, many, context):
        if (found := WRITES.match(sql)) and found["table"] not in UNSEEN:
            self.tables.add(found["table"])
        return execute(sql, params, many, context)


def test_no_page_asks_more_than_fifteen_times_nor_more_as_the_trust_grows(access):
    clients: dict[Somebody, Client] = {}
    # The same pages: the first person of a school that has grown may be another, with more that is like them.
    addresses: dict[str, str] = {}
    before = counted(access, clients, addresses)
    grow(access)
    after = counted(access, clients, addresses)

    many = [f"{page}: {n} queries" for page, n in before.items() if n > MOST]
    more = [f"{page}: {before[page]} queries, then {n}" for page, n in after.items() if n > before[page]]
    assert many == [], "\n".join(many)
    assert more == [], "\n".join(more)


def test_the_first_page_asks_no_more_than_fifteen_times_whoever_looks(access):
    many = []
    for somebody in [*access.everybody, *at_work(access)]:
        client = somebody.client()
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        if len(captured) > MOST:
            many.append(f"{somebody.role}: {len(captured)} queries")

    assert many == [], "\n".join(many)


def at_work(access: Access) -> Iterator[Somebody]:
    """Whoever holds a role in the demonstration, with all that waits for them there."""
    held = RoleHolding.objects.filter(current(NOW.date()), trust=access.trust, person__user__isnull=False)
    for holding in held.select_related("school", "person__user"):
        yield Somebody(holding.role, holding.school, holding.person.user)


def counted(access: Access, clients: dict[Somebody, Client], addresses: dict[str, str]) -> dict[str, int]:
    """Each page that answers, with how many queries it took somebody who may open it; their first visit isn't counted.

    `clients` are those who came before, and `addresses` what they opened, kept from one count to the next.
    """
    found, is_first = {}, not clients
    for page in PAGES:
        somebody = who_may(access, page)
        client = clients.setdefault(somebody, somebody.client())
        place = access.trust if page.place == "trust" else access.school
        address = addresses.get(page.name) or page.address(place, somebody.user)
        addresses[page.name] = address
        if is_first:
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
    with connection.cursor() as cursor:
        # As a database does by itself once it has grown; within a transaction nothing has told it yet.
        cursor.execute("ANALYZE")
    take_snapshot(now=NOW)
