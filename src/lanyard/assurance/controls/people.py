"""What the register keeps: who leads safeguarding, and that everybody the policy applies to is on it."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Kind, Role
from lanyard.people.standings import (
    EXPECTED_KINDS,
    KindStanding,
    RoleStanding,
    kind_standings,
    role_standings,
)


@control(
    id="people.leaders-named",
    clauses=("AIM5",),
    checks="The school has a headteacher and a designated safeguarding lead today, and a deputy who stands in.",
    owner=Role.HEADTEACHER,
    moved_by=("role:appoint", "role:end", "cover:add", "cover:end", "cover:remove", "roster:apply", "trust:load"),
)
def leaders_named(scope: Scope) -> dict[UUID, Reading]:
    """AIM5: not kept without a headteacher or a DSL; attention without a deputy."""
    standings = role_standings(scope.schools, scope.on)
    return {pk: _leaders(standings[pk], slug, scope) for pk, slug in scope.schools.values_list("pk", "slug")}


def _leaders(found: dict[str, RoleStanding], slug: str, scope: Scope) -> Reading:
    url = reverse("people:roles", kwargs={"school": slug})
    gaps = [standing for standing in found.values() if not standing.held]
    attention = tuple(Attention(_gap(gap, scope), url, Role.TRUST_ADMINISTRATOR.label) for gap in gaps)
    if any(gap.role in (Role.HEADTEACHER, Role.DSL) for gap in gaps):
        status = Status.NOT_KEPT
    else:
        status = Status.NEEDS_ATTENTION if gaps else Status.KEPT
    says = "{figure} of headteacher, DSL and deputy DSL are named"
    return Reading(status, says, len(found) - len(gaps), len(found), attention=attention)


def _gap(gap: RoleStanding, scope: Scope) -> str:
    days = gap.days_without(scope.on)
    name = Role(gap.role).label
    return f"Name a {name}" if days is None else f"Name a {name}: none for {days} day{'s' if days != 1 else ''}"


@control(
    id="people.kinds-known",
    clauses=("AIM7",),
    checks="Everybody the policy applies to is on the register with what they are: pupils, parents, governors, "
    "leaders, teachers, support staff, contractors, visitors and volunteers.",
    owner=Role.TRUST_ADMINISTRATOR,
    moved_by=("roster:apply", "trust:load", "membership:add", "membership:end"),
)
def kinds_known(scope: Scope) -> dict[UUID, Reading]:
    """AIM7: not kept with nobody of a kind that every school has; attention where people have lost their kind."""
    standings = kind_standings(scope.schools, scope.on)
    return {pk: _kinds(standings[pk], slug) for pk, slug in scope.schools.values_list("pk", "slug")}


def _kinds(found: KindStanding, slug: str) -> Reading:
    url = reverse("people:people", kwargs={"school": slug})
    missing = [Kind(kind).label for kind in EXPECTED_KINDS if not found.counts.get(kind)]
    attention = [
        Attention(f"No {label.lower()} is on the register", url, Role.TRUST_ADMINISTRATOR.label) for label in missing
    ]
    if found.without:
        says = "{n} on the register without saying what they are"
        attention.append(Attention(says, url, Role.TRUST_ADMINISTRATOR.label, n=found.without))
    status = Status.NOT_KEPT if missing else Status.NEEDS_ATTENTION if found.without else Status.KEPT
    total = found.known + found.without
    says = "{figure} people are on the register with what they are" if total else "Nobody is on the register"
    return Reading(status, says, found.known, total, "people", tuple(attention))
