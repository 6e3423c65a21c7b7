"""What a roster is compared with, and imports between preview and confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lanyard.people.models import FamilyLink, Membership, Person, RosterImport, School, Trust
from lanyard.people.packing import unpack
from lanyard.people.queries.power import powerful
from lanyard.people.roster import Existing, Known, Problem, SchoolRef
from lanyard.people.roster.state import Detail, Line, LinkState, PersonState, PlaceState


@dataclass(frozen=True)
class Preview:
    """What is shown before an import is confirmed: problems, or notes and a line for each person whom it touches."""

    problems: list[Problem]
    notes: list[str]
    lines: list[Line]


def known_for(place: School | Trust, on: date) -> Known:
    """What a roster of the place may speak of."""
    schools = School.objects.filter(pk=place.pk) if isinstance(place, School) else place.schools.all()
    refs = tuple(
        SchoolRef(school.slug, school.name, school.urn, school.laestab, tuple(school.year_groups))
        for school in schools.filter(Q(closed__isnull=True) | Q(closed__gte=on))
    )
    ids = Person.objects.filter(trust=_trust(place)).exclude(source_id="").order_by()
    return Known(refs, on, frozenset(ids.values_list("source_id", flat=True)))


def existing_for(place: School | Trust, on: date) -> Existing:
    """The register of the place's trust, in five queries whatever its size."""
    trust = _trust(place)
    people = Person.objects.filter(trust=trust).order_by().values_list(*_PERSON)
    places = (
        Membership.objects.filter(Q(end__isnull=True) | Q(end__gte=on), school__trust=trust)
        .order_by("start")
        .values_list(*_PLACE)
    )
    links = FamilyLink.objects.filter(child__trust=trust).order_by()
    return Existing(
        people={row[0]: PersonState(*row) for row in people.iterator(5000)},
        places=[PlaceState(*row) for row in places.iterator(5000)],
        links=[LinkState(*row) for row in links.filter(end__isnull=True).values_list(*_LINK).iterator(5000)],
        prohibited=frozenset(
            links.filter(end__isnull=False, must_not_be_contacted=True).values_list("child_id", "adult_id")
        ),
        guarded=frozenset(powerful(on, trust=trust)),
    )


_PERSON = PersonState._fields
_PLACE = (
    "pk",
    "person_id",
    "school__slug",
    "kind",
    "year_group",
    "class_name",
    "job_title",
    "line_manager_id",
    "start",
    "end",
)
_LINK = ("pk", "child_id", "adult_id", *LinkState._fields[3:])


def imports_of(place: School | Trust) -> QuerySet[RosterImport]:
    """The imports of a place, newest first."""
    if isinstance(place, School):
        return RosterImport.objects.filter(school=place).select_related("school", "trust")
    return RosterImport.objects.filter(trust=place, school=None).select_related("trust")


def preview_of(found: RosterImport) -> Preview:
    """What was shown, or is to be shown, for an import that is not done."""
    data = unpack(found.preview)
    lines = [Line(*row[:3], tuple(Detail(*detail) for detail in row[3])) for row in data["lines"]]
    return Preview([Problem(*row) for row in data["problems"]], data["notes"], lines)


def _trust(place: School | Trust) -> Trust:
    return place.trust if isinstance(place, School) else place
