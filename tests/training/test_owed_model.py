"""The one query, held against a plain reading of the rules in Python, over small invented registers."""

from contextvars import ContextVar
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.people.choices import Kind, Role
from lanyard.people.models import Membership, Person, RoleHolding, School
from lanyard.training.models import Document, DocumentAudience, DocumentEdition, Exemption, SignOff
from lanyard.training.owed import Counts, document_counts, owed, people_counts, standings
from lanyard.training.rules import State, renewed_on
from tests.factories.people import give_role, make_cover, make_membership, make_person, make_school, make_trust
from tests.training.office import make_document, make_edition, make_signature

# Around which day the example lies: months of different lengths, a first of September, a leap year.
FIRST_DAY = ContextVar("first day")
offsets = st.integers(0, 40)
spans = st.tuples(offsets, st.none() | st.integers(0, 20))
closed_spans = st.tuples(offsets, st.integers(0, 20))
who, where, what = st.integers(0, 2), st.integers(0, 1), st.integers(0, 1)
registers = st.fixed_dictionaries(
    {
        "days": st.tuples(st.integers(0, 10), st.integers(0, 10)),
        "audiences": st.tuples(
            st.sets(st.sampled_from([Kind.TEACHER, Kind.SUPPORT, Role.MODERATOR])),
            st.sets(st.sampled_from([Kind.TEACHER, Kind.PARENT, Role.MODERATOR])),
        ),
        "scopes": st.tuples(*[st.lists(st.tuples(st.none() | where, st.none() | offsets), max_size=3)] * 2),
        "renewals": st.tuples(*[st.sampled_from(["never", "school_year"]) | st.integers(1, 2)] * 2),
        "renews_from": st.tuples(*[st.none() | st.integers(20, 60)] * 2),
        "withdrawn": st.tuples(*[st.none() | st.integers(30, 60)] * 2),
        "first_day": st.sampled_from([date(2026, 1, 1), date(2026, 1, 20), date(2026, 8, 10), date(2027, 12, 30)]),
        "memberships": st.lists(
            st.tuples(who, where, st.sampled_from([Kind.TEACHER, Kind.SUPPORT, Kind.PARENT]), spans), max_size=6
        ),
        "roles": st.lists(st.tuples(who, st.none() | where, spans, st.none() | st.tuples(who, spans)), max_size=3),
        "editions": st.lists(st.tuples(what, st.booleans(), st.integers(0, 15)), max_size=6),
        "signatures": st.lists(st.tuples(who, st.integers(0, 5), offsets), max_size=6),
        "exemptions": st.lists(st.tuples(who, what, closed_spans), max_size=3),
        "left": st.tuples(*[st.none() | offsets] * 3),
        "on": st.integers(0, 60),
        "together": st.integers(1, 2),
    }
)


class UndoneAfterwards(Exception):
    """Ends each example with an empty register."""


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers)
def test_the_query_answers_what_the_rules_say(db, register):
    FIRST_DAY.set(register["first_day"])
    with pytest.raises(UndoneAfterwards), transaction.atomic():
        build(register)
        on = day(register["on"])
        expected = by_the_rules(on)
        found = {(r.person_id, r.school_id, r.document_id): (r.edition_id, r.due, r.state) for r in owed(on)}
        assert found == expected
        alike = standings(on, schools=School.objects.all())
        assert document_counts(alike) == counted(expected)
        for documents in combinations(Document.objects.values_list("pk", flat=True), register["together"]):
            assert people_counts(alike, documents) == worst(expected, documents)
        raise UndoneAfterwards


def day(offset):
    return FIRST_DAY.get() + timedelta(days=offset)


def span(pair, *, closed=False):
    start, length = pair
    if length is None:
        return {"start": day(start), "end": day(start + 90) if closed else None}
    return {"start": day(start), "end": day(start + length)}


def build(register) -> None:
    trust = make_trust("Invented Trust")
    schools = [make_school(trust, f"School {n}") for n in range(2)]
    people = [
        make_person(trust, f"Person{n} Reed", left_on=None if left is None else day(left))
        for n, left in enumerate(register["left"])
    ]
    documents = [make_document_of(trust, n, register, schools) for n in range(2)]
    seen = set()
    for person, school, kind, pair in register["memberships"]:
        if (person, school, kind) not in seen:
            make_membership(people[person], schools[school], kind, **span(pair))
        seen.add((person, school, kind))
    for person, school, pair, cover in register["roles"]:
        if (person, school) not in seen:
            place = trust if school is None else schools[school]
            holding = give_role(people[person], Role.MODERATOR, place, **span(pair))
            if cover:
                make_cover(holding, people[cover[0]], **span(cover[1], closed=True))
        seen.add((person, school))
    editions = [e for e in make_editions(documents, register["editions"])]
    signed = set()
    for person, number, offset in register["signatures"]:
        if number < len(editions) and (person, number) not in signed:
            make_signature(people[person], editions[number], day(offset))
        signed.add((person, number))
    for person, document, pair in register["exemptions"]:
        fields = {"person": people[person], "document": documents[document], "reason": "x", "by": people[0]}
        Exemption.objects.create(**fields, **span(pair))


def make_document_of(trust, number, register, schools):
    audience = register["audiences"][number]
    kinds = [entry for entry in audience if isinstance(entry, Kind)]
    roles = [entry for entry in audience if isinstance(entry, Role)]
    document = make_document(trust, f"d{number}", kinds=kinds, roles=roles, days=register["days"][number])
    renewal, withdrawn = register["renewals"][number], register["withdrawn"][number]
    document.renewal = "months" if isinstance(renewal, int) else renewal
    document.renewal_months = renewal if isinstance(renewal, int) else None
    later = register["renews_from"][number]
    document.renews_from = None if later is None else day(later)
    document.withdrawn_from = None if withdrawn is None else day(withdrawn)
    document.save()
    scopes = {school: since for school, since in register["scopes"][number]}
    if scopes:
        who = list(document.audience.values("kind", "role"))
        document.audience.all().delete()
        for place, offset in scopes.items():
            school = None if place is None else schools[place]
            since = None if offset is None else day(offset)
            for row in who:
                DocumentAudience.objects.create(document=document, school=school, since=since, **row)
    return document


def make_editions(documents, entries):
    last = {document: (1, -1, 0) for document in documents}
    for number, is_major, later in entries:
        document = documents[number]
        major, minor, offset = last[document]
        major, minor = (major + 1, 0) if is_major and minor >= 0 else (major, minor + 1)
        last[document] = (major, minor, offset + later)
        yield make_edition(document, day(offset + later), major, minor)


def holds(row, on):
    return row.start <= on and (row.end is None or row.end >= on)


def by_the_rules(on) -> dict:
    expected = {}
    for document in Document.objects.all():
        in_force = [e for e in DocumentEdition.objects.filter(document=document) if e.in_force_from <= on]
        if not in_force or (document.withdrawn_from and document.withdrawn_from <= on):
            continue
        now = max(in_force, key=lambda e: (e.major, e.minor))
        for (person, school), start in asked_of(document, on).items():
            signed = SignOff.objects.filter(person=person, edition__document=document, signed_on__lte=on)
            last = max((s.edition.major for s in signed if s.edition.major <= now.major), default=0)
            owed_from = min(now.major, last + 1)
            since = min(e.in_force_from for e in in_force if e.major >= owed_from)
            again = None
            if last:
                latest = max(s.signed_on for s in signed if s.edition.major == last)
                again = renewed_on(latest, document.renewing)
            if again and again <= on and (last == now.major or again < since):
                since = again
            due = max(start, since) + timedelta(days=document.days_to_sign)
            counts = last == now.major and (again is None or again > on)
            state = state_of(person, document, due, on, counts=counts)
            expected[person.pk, school, document.pk] = (now.pk, due, state)
    return expected


def asked_of(document, on) -> dict:
    asked = []
    for row in document.audience.all():
        since = row.since or date.min
        if since > on:
            continue
        here = {row.school_id} if row.school_id else set(School.objects.values_list("pk", flat=True))
        for m in Membership.objects.select_related("person").filter(kind=row.kind, school__in=here):
            if holds(m, on):
                asked.append((m.person, m.school_id, max(m.start, since)))
        for r in RoleHolding.objects.select_related("person").filter(role=row.role):
            schools = here & ({r.school_id} if r.school_id else here)
            both = [r, *r.covers.select_related("person")] if holds(r, on) else []
            asked += [(b.person, school, max(b.start, since)) for b in both if holds(b, on) for school in schools]
    starts: dict[tuple[Person, object], date] = {}
    for person, school, start in asked:
        if person.left_on is None or person.left_on >= on:
            starts[person, school] = min(start, starts.get((person, school), start))
    return starts


def state_of(person, document, due, on, *, counts) -> State:
    if counts:
        return State.SIGNED
    if any(holds(x, on) for x in Exemption.objects.filter(person=person, document=document)):
        return State.EXEMPT
    return State.OVERDUE if due < on else State.OWED


def counted(expected) -> dict:
    totals: dict = {}
    for (_, school, document), (_, _, state) in expected.items():
        row = totals.setdefault((school, document), {name: 0 for name in Counts._fields})
        row[state.value] += 1
    return {key: Counts(**row) for key, row in totals.items()}


def worst(expected, documents) -> dict:
    """Each person counted once a school: late with one is late; who is not exempt from all that is left has signed."""
    people: dict = {}
    for (person, school, document), (_, _, state) in expected.items():
        if document in documents:
            people.setdefault((school, person), set()).add(state)
    totals: dict = {}
    for (school, _), states in people.items():
        row = totals.setdefault(school, {name: 0 for name in Counts._fields})
        row[next(s for s in (State.OVERDUE, State.OWED, State.SIGNED, State.EXEMPT) if s in states).value] += 1
    return {school: Counts(**row) for school, row in totals.items()}
