"""What the register keeps: who leads safeguarding, and that everybody the policy applies to is on it."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Kind, Role
from lanyard.people.queries.register import KindsCount, kinds_count
from lanyard.people.queries.roles import REQUIRED_ROLES, RoleGap, role_gaps

# Every school has somebody of each of these; contractors, visitors and volunteers may be none.
EXPECTED_KINDS = (Kind.PUPIL, Kind.PARENT, Kind.LEADER, Kind.TEACHER, Kind.SUPPORT, Kind.GOVERNOR)


@control(
    id="people.leaders-named",
    clauses=("AIM5",),
    checks="The school has a headteacher and a designated safeguarding lead today, and a deputy to cover.",
    owner=Role.HEADTEACHER,
    moved_by=("role:appoint", "role:end", "roster:apply", "trust:load"),
)
def leaders_named(scope: Scope) -> dict[UUID, Reading]:
    """AIM5: not kept without a headteacher or a DSL; attention without a deputy."""
    gaps = role_gaps(scope.schools, scope.on)
    return {pk: _leaders(gaps[pk], slug) for pk, slug in scope.schools.values_list("pk", "slug")}


def _leaders(gaps: list[RoleGap], slug: str) -> Reading:
    url = reverse("people:roles", kwargs={"school": slug})
    who = Role.TRUST_ADMINISTRATOR.label
    attention = tuple(
        Attention(_says(gap), url, who, cause=f"role:{gap.role.value}", missing=_missing(gap)) for gap in gaps
    )
    if any(gap.role in (Role.HEADTEACHER, Role.DSL) for gap in gaps):
        status = Status.NOT_KEPT
    else:
        status = Status.NEEDS_ATTENTION if gaps else Status.KEPT
    says = "{figure} of headteacher, DSL and deputy DSL are named"
    total = len(REQUIRED_ROLES)
    return Reading(status, says, total - len(gaps), total, attention=attention)


def _says(gap: RoleGap) -> str:
    name = gap.role.label
    return f"Name a {name}" if gap.days is None else f"Name a {name}: none for {gap.days} day{'s'[: gap.days != 1]}"


def _missing(gap: RoleGap) -> str:
    name = gap.role.label
    return f"No {name}" if gap.days is None else f"No {name} for {gap.days} day{'s'[: gap.days != 1]}"


@control(
    id="people.kinds-known",
    clauses=("AIM7",),
    checks="Everyone the policy applies to is on the register with their role at the school: pupils, parents, "
    "governors, leaders, teachers, support staff, contractors, visitors and volunteers.",
    owner=Role.TRUST_ADMINISTRATOR,
    moved_by=("roster:apply", "trust:load"),
)
def kinds_known(scope: Scope) -> dict[UUID, Reading]:
    """AIM7: not kept with nobody of a kind that every school has; attention where people have lost their kind."""
    counts = kinds_count(scope.schools, scope.on)
    return {pk: _kinds(counts[pk], slug) for pk, slug in scope.schools.values_list("pk", "slug")}


def _kinds(found: KindsCount, slug: str) -> Reading:
    url, who = reverse("people:people", kwargs={"school": slug}), Role.TRUST_ADMINISTRATOR.label
    missing = [kind for kind in EXPECTED_KINDS if kind in found.missing]
    attention = [Attention(f"No {kind.label.lower()} is on the register", url, who) for kind in missing]
    if found.without_kind:
        says = "{n} on the trust's register without a role at the school"
        attention.append(Attention(says, url, who, n=found.without_kind))
    status = Status.NOT_KEPT if missing else Status.NEEDS_ATTENTION if found.without_kind else Status.KEPT
    known = sum(found.counts.values())
    total = known + found.without_kind
    says = "{figure} people are on the register with their role at the school" if total else "Nobody is on the register"
    return Reading(status, says, known, total, "people", tuple(attention))
