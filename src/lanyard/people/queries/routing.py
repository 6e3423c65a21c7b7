"""The register as routing sees it: who holds which role at a school today, who stands in, who manages whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lanyard.people.models import Membership, Person, RoleHolding, School, current
from lanyard.people.queries import is_staff_at
from lanyard.people.rules import CONFIRMED_BY
from lanyard.people.rules.routing import Graph


@dataclass(frozen=True)
class Register:
    """A school's graph of ids, with the people behind them."""

    graph: Graph[UUID]
    people: dict[UUID, Person] = field(default_factory=dict)

    def people_for(self, ids: Iterable[UUID]) -> list[Person]:
        """The people of these ids, in their order."""
        return [self.people[pk] for pk in ids if pk in self.people]


def register_of(school: School, on: date, *, reporter: Person | None = None) -> Register:
    """Who could act at the school on the day; the line managers are the reporter's alone. Three queries."""
    held = RoleHolding.objects.filter(
        Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id), current(on)
    ).order_by("start", "pk", "covers__start", "covers__pk")
    rows = list(held.values_list("role", "person", "covers__person", "covers__start", "covers__end"))
    # As values and by id: this is read for every report, in the moment in which a hundred come at once.
    people = Person.objects.in_bulk({pk for row in rows for pk in row[1:3] if pk})
    people = {pk: person for pk, person in people.items() if person.left_on is None or person.left_on >= on}
    holders: dict[str, list[UUID]] = defaultdict(list)
    standing_in: dict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    for role, holder, stand_in, start, end in rows:
        if holder not in people:
            continue
        if holder not in holders[role]:
            holders[role].append(holder)
        if stand_in in people and start <= on <= end:
            standing_in[role, holder].append(stand_in)
    suspended = frozenset(pk for pk, person in people.items() if person.suspended_at)
    managers = _managers(reporter, school, on)
    people.update({person.pk: person for person in managers})
    own = {reporter.pk: [person.pk for person in managers]} if reporter else {}
    return Register(Graph(dict(holders), dict(standing_in), own, suspended), people)


def with_staff(register: Register, subjects: Iterable[Person], school: School, on: date) -> Register:
    """The same, knowing which of the subjects work for the school although they hold no role."""
    staff = [person for person in subjects if is_staff_at(person, school, on)]
    graph = register.graph
    holders = {**graph.holders, "staff": [person.pk for person in staff]}
    people = {**register.people, **{person.pk: person for person in staff}}
    return Register(Graph(holders, graph.covers, graph.managers, graph.suspended), people)


def managers_of(register: Register, reporter: Person, school: School, on: date) -> Register:
    """The same, knowing the reporter's line managers."""
    managers, graph = _managers(reporter, school, on), register.graph
    people = {**register.people, **{person.pk: person for person in managers}}
    own = {**graph.managers, reporter.pk: [person.pk for person in managers]}
    return Register(Graph(graph.holders, graph.covers, own, graph.suspended), people)


def _managers(reporter: Person | None, school: School, on: date) -> list[Person]:
    if reporter is None:
        return []
    # A line in a roster alone makes nobody a reader: a role that a second leader has confirmed does.
    at = Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id)
    holds = RoleHolding.objects.filter(at, current(on), person=OuterRef("line_manager"), role__in=CONFIRMED_BY)
    rows = Membership.objects.filter(Exists(holds), current(on), person=reporter, school=school)
    managers = [row.line_manager for row in rows.select_related("line_manager")]
    return [person for person in managers if person and person.is_here(on)]
