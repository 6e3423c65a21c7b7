"""What a roster is compared with, and imports between preview and confirmation."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lanyard.people.choices import Role
from lanyard.people.models import (
    Cover,
    FamilyLink,
    Heading,
    Membership,
    Person,
    RoleHolding,
    RosterImport,
    SameQuestion,
    School,
    SourceId,
    Trust,
    User,
)
from lanyard.people.packing import unpack
from lanyard.people.queries.power import powerful
from lanyard.people.roster import Existing, Known, Problem, RosterError, SchoolRef, read_roster
from lanyard.people.roster.state import Ask, Detail, IdKey, Line, LinkState, PersonState, PlaceState, Settled
from lanyard.people.roster.tables import UnknownHeadings


@dataclass(frozen=True)
class Preview:
    """What is shown before an import is confirmed: problems, or notes and a line for each person whom it touches.

    `asks` must be confirmed; `silent` are kinds of whom the file has nobody, which can be said to have left.
    """

    problems: list[Problem]
    notes: list[str]
    lines: list[Line]
    asks: list[Ask]
    silent: list[Ask]


def known_for(place: School | Trust, on: date) -> Known:
    """What a roster of the place may speak of."""
    schools = School.objects.filter(pk=place.pk) if isinstance(place, School) else place.schools.all()
    refs = tuple(
        SchoolRef(school.slug, school.name, school.urn, school.laestab, tuple(school.year_groups))
        for school in schools.filter(Q(closed__isnull=True) | Q(closed__gte=on))
    )
    ids = SourceId.objects.filter(trust=_trust(place)).order_by()
    if isinstance(place, School):
        ids = ids.filter(Q(school=place) | Q(school=None))
    return Known(
        refs,
        on,
        frozenset(ids.values_list("value", flat=True)),
        place.slug if isinstance(place, School) else "",
        dict(Heading.objects.filter(trust=_trust(place)).values_list("text", "column")),
    )


def existing_for(place: School | Trust, on: date, only: Q | None = None) -> Existing:
    """The register of the place's trust, or those of it whom `only` finds, in ten queries whatever its size."""
    trust = _trust(place)
    chosen = Person.objects.filter(only or Q(), trust=trust, merged_into=None).order_by()
    people = chosen.values_list(*_PERSON)
    places = (
        Membership.objects.filter(Q(end__isnull=True) | Q(end__gte=on), school__trust=trust, person__merged_into=None)
        .order_by("start")
        .values_list(*_PLACE)
    )
    if only is not None:
        places = places.filter(person__in=chosen.values("pk"))
    links = FamilyLink.objects.filter(child__trust=trust, child__merged_into=None, adult__merged_into=None).order_by()
    ids = SourceId.objects.filter(trust=trust, person__merged_into=None).order_by()
    if only is not None:
        links = links.filter(child__in=chosen.values("pk"), adult__in=chosen.values("pk"))
        ids = ids.filter(person__in=chosen.values("pk"))
    rows = ids.values_list("school__slug", "group", "value", "pk", "person_id")
    accounts = User.objects.filter(person__trust=trust, is_active=True).order_by()
    return Existing(
        people={row[0]: PersonState(*row) for row in people.iterator(5000)},
        places=[PlaceState(*row) for row in places.iterator(5000)],
        links=[LinkState(*row) for row in links.filter(end__isnull=True).values_list(*_LINK).iterator(5000)],
        prohibited=frozenset(
            links.filter(end__isnull=False, must_not_be_contacted=True).values_list("child_id", "adult_id")
        ),
        ids={IdKey(row[0] or "", row[1], row[2]): row[3:] for row in rows.iterator(5000)},
        roles=_roles(trust, on),
        accounts=frozenset(accounts.values_list("person_id", flat=True)),
        settled=_settled(place),
        guarded=frozenset(powerful(on, trust=trust)),
    )


def _roles(trust: Trust, on: date) -> dict[UUID, list[tuple[str, str]]]:
    """What everybody holds or covers, that day or later: the school's short name ("" at the trust) and the words."""
    going_on = Q(end__isnull=True) | Q(end__gte=on)
    found: dict[UUID, list[tuple[str, str]]] = {}
    held = RoleHolding.objects.filter(going_on, trust=trust).order_by("start")
    for person, role, school in held.values_list("person_id", "role", "school__slug"):
        found.setdefault(person, []).append((school or "", Role(role).label))
    covers = Cover.objects.filter(end__gte=on, holding__trust=trust).order_by("start")
    for person, role, school in covers.values_list("person_id", "holding__role", "holding__school__slug"):
        found.setdefault(person, []).append((school or "", f"cover for {Role(role).label}"))
    return found


def _settled(place: School | Trust) -> dict[Settled, str]:
    rows = questions_of(place).exclude(answer="").values_list("value", "candidate_id", "said", "answer")
    return {Settled(*row[:3]): row[3] for row in rows}


def questions_of(place: School | Trust) -> QuerySet[SameQuestion]:
    """What the files of a place leave to be decided, the oldest first."""
    if isinstance(place, School):
        return SameQuestion.objects.filter(school=place).select_related("candidate", "school__trust", "trust")
    return SameQuestion.objects.filter(trust=place, school=None).select_related("candidate", "trust")


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
    lines = [
        Line(section, name, what, tuple(Detail(*detail) for detail in details))
        for section, name, what, details in data["lines"]
    ]
    asks, silent = ([Ask(*row) for row in data.get(name, ())] for name in ("asks", "silent"))
    return Preview([Problem(*row) for row in data["problems"]], data["notes"], lines, asks, silent)


def unknown_headings(found: RosterImport, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a file that is kept: the headings that nobody has explained yet, and the columns that nothing gives."""
    try:
        read_roster(b64decode(unpack(found.content)["file"]), "The file", known_for(found.place, on))
    except UnknownHeadings as unknown:
        return unknown.headings, unknown.missing
    except RosterError:
        pass
    return (), ()


def _trust(place: School | Trust) -> Trust:
    return place.trust if isinstance(place, School) else place
