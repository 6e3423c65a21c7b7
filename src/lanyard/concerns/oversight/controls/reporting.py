"""Whether the ways to report are open and known, and lead under the right policy: BRE1, BRE5, CHI6.

These read no case at all, so they may move at once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.urls import reverse

from lanyard.assurance.controls.policy import linked_asks, linked_items
from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.concerns.core.choices import Audience
from lanyard.concerns.core.kinds import KINDS, Group
from lanyard.concerns.core.models import Poster
from lanyard.people.choices import Role
from lanyard.people.queries import holders_at
from lanyard.people.rules.routing import LINE
from lanyard.policy.queries import linked_policy_statuses

CHAIR, TRUSTEES = "a chair of governors outside the school’s line", "a chair of trustees outside the school’s line"
HEAD = "a Headteacher"
ROLES_CHANGE = ("role:appoint", "role:end", "cover:add", "cover:end", "cover:undo-end", "roster:apply", "trust:load")


@control(
    id="concerns.ways-known",
    clauses=("BRE1",),
    checks="The report page is open to everybody and leads to a DSL, and the posters for children, for parents and for "
    "staff are in date.",
    owner=Role.HEADTEACHER,
    moved_by=ROLES_CHANGE,
)
def ways_known(scope: Scope) -> dict[UUID, Reading]:
    """BRE1: everyone knows how to report. Not kept without a DSL or without any poster; attention where one is old."""
    ends: dict[UUID, dict[str, date]] = defaultdict(dict)
    rows = Poster.objects.filter(school__in=scope.schools.order_by().values("pk"), made_at__lte=scope.now)
    for school, audience, until in rows.order_by().values_list("school", "audience").annotate(last=Max("until")):
        ends[school][audience] = until
    leads = holders_at([Role.DSL], scope.schools, scope.on)
    return {
        pk: _ways(slug, [one for one in Audience if ends[pk].get(one, date.min) < scope.on], bool(leads[pk]))
        for pk, slug in scope.schools.values_list("pk", "slug")
    }


def _ways(slug: str, old: list[Audience], has_dsl: bool) -> Reading:
    asks = [
        Attention(f"Print the poster for {one.label.lower()} and put it up", "", Role.HEADTEACHER.label) for one in old
    ]
    if not has_dsl:
        url = reverse("people:roles", kwargs={"school": slug})
        says, who = "Name a DSL, to whom reports go", Role.TRUST_ADMINISTRATOR.label
        asks.insert(0, Attention(says, url, who, cause=f"role:{Role.DSL.value}", missing="No DSL"))
    if not asks:
        return Reading(Status.KEPT, "The report page is open to everybody, and every poster is in date")
    if not has_dsl:
        return Reading(Status.NOT_KEPT, "The report page is open, but there is no DSL", attention=tuple(asks))
    if len(old) == len(Audience):
        return Reading(Status.NOT_KEPT, "The report page is open, but no poster is in date", attention=tuple(asks))
    says = "The report page is open to everybody; some posters are not in date"
    return Reading(Status.NEEDS_ATTENTION, says, attention=tuple(asks))


@control(
    id="concerns.speaking-out",
    clauses=("BRE5",),
    checks="Complaints have a Headteacher to go to, and whistleblowing a chair who is not one of the line that it may "
    "be about.",
    owner=Role.CHAIR_OF_GOVERNORS,
    moved_by=ROLES_CHANGE,
)
def speaking_out(scope: Scope) -> dict[UUID, Reading]:
    """BRE5: both ways are open. That people know of them is read from what they signed."""
    heads = holders_at([Role.HEADTEACHER], scope.schools, scope.on)
    chairs = holders_at([Role.CHAIR_OF_GOVERNORS], scope.schools, scope.on)
    trustees = holders_at([Role.CHAIR_OF_TRUSTEES], scope.schools, scope.on)
    line = holders_at(LINE, scope.schools, scope.on)
    found = {}
    for pk, slug in scope.schools.values_list("pk", "slug"):
        inside = {person.pk for person in line[pk]}
        has = {
            CHAIR: any(p.pk not in inside for p in chairs[pk]),
            TRUSTEES: any(p.pk not in inside for p in trustees[pk]),
            HEAD: bool(heads[pk]),
        }
        found[pk] = _speaking_out(slug, [what for what, there in has.items() if not there])
    return found


def _speaking_out(slug: str, missing: list[str]) -> Reading:
    url = reverse("people:roles", kwargs={"school": slug})
    who, causes = Role.TRUST_ADMINISTRATOR.label, {HEAD: f"role:{Role.HEADTEACHER.value}"}
    asks = tuple(Attention(f"Name {what}", url, who, cause=causes.get(what, what)) for what in missing)
    if not missing:
        return Reading(Status.KEPT, "Complaints and whistleblowing each have somebody to go to, outside the line")
    if {CHAIR, TRUSTEES} <= set(missing):
        return Reading(Status.NOT_KEPT, "Whistleblowing has nobody to go to outside the line", attention=asks)
    says = "Complaints and whistleblowing can be made, but a level above is empty"
    return Reading(Status.NEEDS_ATTENTION, says, attention=asks)


@control(
    id="concerns.policies-followed",
    clauses=("CHI6",),
    checks="Each type of concern about children names the policy that it follows, and the school has that policy, in "
    "date.",
    owner=Role.DSL,
    moved_by=("linked-policy:keep",),
)
def policies_followed(scope: Scope) -> dict[UUID, Reading]:
    """CHI6: handled under the policy that fits. Not kept where one of these policies is missing."""
    followed = {kind.follows for kind in KINDS.values() if kind.group is Group.SAFEGUARDING}
    standings = linked_policy_statuses(scope.schools, scope.on)
    found = {}
    for pk, slug in scope.schools.values_list("pk", "slug"):
        bad = [row for row in standings[pk] if row.key in followed and row.status != "in_date"]
        url = reverse("policy:linked", kwargs={"school": slug})
        asks = tuple(linked_asks(row, url) for row in bad)
        items = linked_items([row for row in standings[pk] if row.key in followed], url)
        if not bad:
            says = "Concerns about children follow policies that the school has, in date"
            found[pk] = Reading(Status.KEPT, says, items=items)
        elif any(row.status == "missing" for row in bad):
            found[pk] = Reading(
                Status.NOT_KEPT, "A policy that concerns about children follow is missing", attention=asks, items=items
            )
        else:
            says = "A policy that concerns about children follow is overdue for review"
            found[pk] = Reading(Status.NEEDS_ATTENTION, says, attention=asks, items=items)
    return found
