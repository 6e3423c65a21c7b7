"""The ways from the first page to what leaders look after around concerns. None tells whether there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.registry import Card, places_of
from lanyard.people.models import School
from lanyard.people.queries import roles_of

# Above this many schools a first page names none of them.
_FEW = 4


@dataclass(frozen=True)
class Door:
    """A page of a school, and that of its trust if there is one: who may open the trust's needs no other."""

    permission: str
    title: str
    says: str
    order: int
    school: str = ""
    trust: str = ""


DOORS = (
    Door("concerns:counts", "Concerns in figures", "By type, term and year group.", 43, "counts", "trust-counts"),
    Door("concerns:lessons", "Lessons", "What the school is changing, who is doing it and by when.", 44, "lessons"),
    Door("concerns:hours", "Out of hours", "Who is told about a child at risk.", 45, "out-of-hours"),
    Door("concerns:posters", "Posters", "Print posters on how to report, with a code to scan.", 46, "posters"),
    Door("concerns:import", "Import a case", "A file from another school.", 47, "import"),
    Door(
        "concerns:retention", "How long concerns are kept", "What is past its retention period.", 48, trust="retention"
    ),
)


def cards(request: HttpRequest) -> Iterable[Card]:
    """What this person may open, and the low-level concerns for those who lead."""
    for door in DOORS:
        yield from _behind(door, places_of(request, door.permission))
    if gate.may(request.user, "concerns:read") and _leads(request):
        says = "Two or more about one person may be a pattern."
        yield Card("Low-level concerns, by person", says, reverse("concerns:patterns"), 22)


def _behind(door: Door, places: list) -> Iterable[Card]:
    trusts = [place for place in places if not isinstance(place, School)] if door.trust else []
    schools = [place for place in places if isinstance(place, School)] if door.school and not trusts else []
    for trust in trusts:
        url = reverse(f"concerns:{door.trust}", kwargs={"trust": trust.slug})
        yield Card(f"{door.title}: {trust}", door.says, url, door.order)
    for school in schools if len(schools) <= _FEW else []:
        url = reverse(f"concerns:{door.school}", kwargs={"school": school.slug})
        yield Card(f"{door.title}: {school}", door.says, url, door.order)


def _leads(request: HttpRequest) -> bool:
    held = {held.role for held in roles_of(request.user, timezone.localdate())}
    return bool(held & {"headteacher", "chair_of_governors", "chair_of_trustees"})
