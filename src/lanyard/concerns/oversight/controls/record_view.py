"""Whether only those looked at a case who may: BRE4."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Q, QuerySet

from lanyard.assurance.registry import Scope
from lanyard.assurance.worded import Counted, Missed
from lanyard.concerns.core.choices import SHUT_OUT
from lanyard.concerns.core.models import Concern, Party, Reader, key_of
from lanyard.concerns.oversight.controls.counting import counted, since, start_of_day
from lanyard.people.choices import Role
from lanyard.people.models import Cover, RoleHolding
from lanyard.people.rules.routing import VIEWERS
from lanyard.records.models import AuditEvent

# Every look at a case is one event.
LOOK = "concern:look"
# A single one needs attention, more are not kept: there is no share of them that would be in order.
ONE_OF_SEVERAL, MORE = (1, 2), (2, 2)
_ROLES = {role for roles in VIEWERS.values() for role in roles}


def _looks_without_a_right(scope: Scope) -> Missed:
    found = _lookers_without_a_role(scope)
    for school, people in _lookers_shut_out(scope).items():
        found[school] |= people
    missed = {school: ONE_OF_SEVERAL if len(people) == 1 else MORE for school, people in found.items() if people}
    return missed


def _looks(scope: Scope) -> QuerySet[AuditEvent]:
    """The looks of people in the year, before today."""
    schools = scope.schools.order_by().values("pk")
    return AuditEvent.objects.filter(
        event=LOOK, actor__startswith="person:", at__gte=since(scope), at__lt=start_of_day(scope), school_id__in=schools
    ).order_by()


def _lookers_without_a_role(scope: Scope) -> dict[UUID, set[str]]:
    """Who looked at a case of a school in the year, and neither held or stood in for a role that reads any there, nor
    was let in by name to any."""
    held, trust_of = _with_a_role(scope), dict(scope.schools.values_list("pk", "trust"))
    looked = set(_looks(scope).values_list("school_id", "actor").distinct())
    strange = {pair for pair in looked if not {pair, (trust_of[pair[0]], pair[1])} & held}
    events = _looks(scope).filter(actor__in={actor for _, actor in strange})
    rows = set(events.values_list("school_id", "actor", "about_id").distinct())
    # Who was let in by name to what has been removed since is on no record any more.
    there = _counted_among({about for _, _, about in rows})
    found: dict[UUID, set[str]] = defaultdict(set)
    for school, actor, about in rows:
        if (school, actor) in strange and about in there:
            found[school].add(actor)
    return found


def _with_a_role(scope: Scope) -> set[tuple[UUID, str]]:
    first = since(scope).date()
    ended = Q(end__isnull=True) | Q(end__gte=first)
    rows = list(RoleHolding.objects.filter(ended, role__in=_ROLES).values_list("person", "school", "trust"))
    rows += Cover.objects.filter(ended, holding__role__in=_ROLES).values_list(
        "person", "holding__school", "holding__trust"
    )
    named = Reader.objects.filter(ended).values_list("person", "concern__school").distinct().order_by()
    return {(place or trust, f"person:{who}") for who, place, trust in rows} | {
        (school, f"person:{who}") for who, school in named
    }


def _counted_among(ids: set[str]) -> set[str]:
    return {str(pk) for pk in Concern.objects.filter(counted(), pk__in=ids).values_list("pk", flat=True)}


def _lookers_shut_out(scope: Scope) -> dict[UUID, set[str]]:
    """Who looked at a case after they were shut out of it; cases that don’t count elsewhere don’t here either."""
    actors = _looks(scope).values_list("actor", flat=True).distinct()
    keys = {key_of(actor.removeprefix("person:")): actor for actor in actors}
    parts = Party.objects.filter(
        counted("concern__"), role__in=SHUT_OUT, ended_at__isnull=True, person_key__in=keys
    ).order_by()
    pairs = {
        (str(concern), keys[key]): added
        for concern, key, added in parts.values_list("concern", "person_key", "added_at")
    }
    looked = _looks(scope).filter(about_id__in={concern for concern, _ in pairs}, actor__in={who for _, who in pairs})
    found: dict[UUID, set[str]] = defaultdict(set)
    for school, concern, actor, at in looked.values_list("school_id", "about_id", "actor", "at"):
        if pairs.get((concern, actor), at) < at:
            found[school].add(actor)
    return found


# BRE4: confidentiality. The looks themselves are at each case, for those who have the right to see who looked.
LOOKS_BY_RIGHT = Counted(
    "Only people with a right to it looked at a case, and each look is on record",
    "Somebody looked at a case without a right that is on record",
    "People looked at cases without a right that is on record",
    "Find out how somebody could look who may not",
    Role.DATA_PROTECTION_LEAD,
    holders=tuple(sorted(_ROLES)),
    id="concerns.looks-by-right",
    clauses=("BRE4",),
    checks="Nobody looked at a case who neither held a role that reads it nor was let in by name, and nobody whom it "
    "is about; each look is on record.",
    missed=_looks_without_a_right,
)
LOOKS_BY_RIGHT.register()
