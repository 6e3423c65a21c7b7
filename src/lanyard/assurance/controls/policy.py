"""What the policy room keeps: review, guidance, linked policies, agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Item, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.policy.items import LINKED
from lanyard.policy.queries import Reliance, editions_in_force, linked_policy_statuses, reliances_of, review_statuses
from lanyard.policy.queries.linked import LinkedPolicyStatus
from lanyard.policy.queries.records import agencies
from lanyard.policy.queries.reviews import ReviewStatus

# A review this near is worth a word (days).
SOON = timedelta(days=30)
LINKED_TO_DO = {"missing": "Record the {}", "overdue": "Review the {}", "no_date": "Set a review date for the {}"}
LINKED_WORDS = {"missing": "is missing", "overdue": "is overdue for review", "no_date": "has no review date"}
# An agency's details count as checked for a year, as its entry in the directory says.
AGENCY_CHECKED_FOR = timedelta(days=365)
# The cause behind whatever the directory of agencies lacks: its key, and its words.
AGENCIES = {"cause": "agencies", "missing": "Details of the agencies to ask have not been checked"}


@control(
    id="policy.reviewed",
    clauses=("AIM1", "MON1"),
    checks="An edition of the policy is in force, its yearly review is not overdue, and no review trigger is open.",
    owner=Role.HEADTEACHER,
    moved_by=(
        "edition:put-in-force",
        "edition:withdraw",
        "edition:review",
        "trigger:open",
        "trigger:close",
        "linked-policy:keep",
    ),
)
def reviewed(scope: Scope) -> dict[UUID, Reading]:
    """AIM1, MON1: reviewed at least once each academic year, and when something asks for it."""
    standings = review_statuses(scope.schools, scope.on)
    return {pk: _review(standings[pk], slug, scope) for pk, slug in scope.schools.values_list("pk", "slug")}


def _review(found: ReviewStatus, slug: str, scope: Scope) -> Reading:
    editions = reverse("policy:editions", kwargs={"school": slug})
    triggers = reverse("policy:triggers", kwargs={"school": slug})
    if found.edition is None:
        ask = Attention("Put an edition of the policy in force", editions, Role.HEADTEACHER.label)
        return Reading(Status.NOT_KEPT, "No edition of the policy is in force", attention=(ask,))
    ask = Attention("Review the policy", editions, Role.HEADTEACHER.label, found.due)
    if found.due is None:
        return Reading(Status.NOT_KEPT, "No date is set for the next review", attention=(ask,))
    if found.is_overdue(scope.on):
        return Reading(Status.NOT_KEPT, f"The review was due on {_day(found.due)}", attention=(ask,))
    said = f"Last reviewed {_day(found.last_review)}; next due {_day(found.due)}"
    if found.open_triggers:
        n = found.open_triggers
        look = Attention(
            f"{n} review trigger{'s' if n > 1 else ''} to look at", triggers, Role.HEADTEACHER.label, found.due
        )
        return Reading(Status.NEEDS_ATTENTION, f"{said}; {n} trigger{'s' if n > 1 else ''} open", attention=(look,))
    if found.due - scope.on <= SOON:
        return Reading(Status.NEEDS_ATTENTION, said, attention=(ask,))
    return Reading(Status.KEPT, said)


@control(
    id="policy.guidance-current",
    clauses=("AIM2",),
    checks="The policy relies on the newest edition in force of every guidance source it names, and someone has "
    "checked each source in time for a newer one.",
    owner=Role.EXECUTIVE_HEADTEACHER,
    moved_by=("edition:put-in-force", "guidance:load", "guidance:update"),
    moves_everywhere=("guidance:load", "guidance:update"),
)
def guidance_current(scope: Scope) -> dict[UUID, Reading]:
    """AIM2: each source, the edition relied on, the newest edition known."""
    editions = editions_in_force(scope.schools, scope.on)
    standing = reliances_of({edition.pk for edition in editions.values()}, scope.on)
    found = {}
    for pk, slug in scope.schools.values_list("pk", "slug"):
        edition = editions.get(pk)
        named = [r for r in standing[edition.pk] if r.relied_on] if edition else []
        behind = [r for r in named if r.is_behind]
        url = reverse("policy:guidance", kwargs={"school": slug})
        if not named:
            ask = Attention(
                "Record which editions of guidance the policy relies on", url, Role.EXECUTIVE_HEADTEACHER.label
            )
            found[pk] = Reading(Status.NOT_KEPT, "No guidance is recorded for the policy", attention=(ask,))
            continue
        attention = tuple(_guidance_asks(named, url))
        statutory = any(r.source.kind in ("statutory", "law") for r in behind)
        status = Status.NOT_KEPT if statutory else Status.NEEDS_ATTENTION if attention else Status.KEPT
        says = "{figure} guidance sources relied on in their newest edition"
        unsure = sum(r.is_behind or bool(r.unconfirmed) or r.stale_since is not None for r in named)
        found[pk] = Reading(status, says, len(named) - unsure, len(named), attention=attention)
    return found


def _guidance_asks(named: list[Reliance], url: str) -> Iterator[Attention]:
    """What is to be done about each source: bring the policy up to it, look for its final text, or look at it again."""
    who = Role.EXECUTIVE_HEADTEACHER.label
    for one in named:
        name = one.source.name
        if one.is_behind:
            yield Attention(f"{name}: relies on {one.relied_on}, newest is {one.newest}", url, who)
        for row in one.unconfirmed:
            says = f"{name}: edition {row} was expected on {_day(row.meant_for)} and nobody has confirmed it"
            yield Attention(says, url, who)
        if one.stale_since:
            yield Attention(f"{name}: nobody has checked for a newer edition in time", url, who, one.stale_since)


@control(
    id="policy.linked-current",
    clauses=("LINK1",),
    checks="Every policy linked to this one has an edition on record, and its review is not overdue.",
    owner=Role.HEADTEACHER,
    moved_by=("linked-policy:keep",),
)
def linked_current(scope: Scope) -> dict[UUID, Reading]:
    """LINK1: kept when all are in date; not kept when one is missing; attention when one is overdue or has no date."""
    standings = linked_policy_statuses(scope.schools, scope.on)
    found = {}
    for pk, slug in scope.schools.values_list("pk", "slug"):
        rows = standings[pk]
        url = reverse("policy:linked", kwargs={"school": slug})
        bad = [row for row in rows if row.status != "in_date"]
        attention = tuple(linked_asks(row, url) for row in bad)
        missing = any(row.status == "missing" for row in bad)
        status = Status.NOT_KEPT if missing or not rows else Status.NEEDS_ATTENTION if bad else Status.KEPT
        says = "{figure} linked policies on record and in date"
        items = linked_items(rows, url)
        found[pk] = Reading(status, says, len(rows) - len(bad), len(rows), attention=attention, items=items)
    return found


def linked_asks(row: LinkedPolicyStatus, url: str) -> Attention:
    """What is to be done about a linked policy; whichever control says it, the policy is the cause."""
    says = LINKED_TO_DO[row.status].format(row.name)
    missing = f"{row.name} {LINKED_WORDS[row.status]}"
    return Attention(says, url, row.owner_name, cause=LINKED + row.key, missing=missing)


def linked_items(rows: Iterable[LinkedPolicyStatus], url: str) -> tuple[Item, ...]:
    """What is said of each linked policy alone. `url` is where it is put right."""
    return tuple(Item(LINKED + row.key, row.name, _linked(row, url)) for row in rows)


def _linked(row: LinkedPolicyStatus, url: str) -> Reading:
    if row.status == "in_date":
        return Reading(Status.KEPT, f"{row.name}: on record and in date")
    says = f"{row.name} {LINKED_WORDS[row.status]}"
    status = Status.NOT_KEPT if row.status == "missing" else Status.NEEDS_ATTENTION
    return Reading(status, says, attention=(linked_asks(row, url),))


@control(
    id="policy.agencies-checked",
    clauses=("BRE6",),
    checks="The directory of agencies is loaded, and every entry has been checked within a year.",
    owner=Role.TRUST_ADMINISTRATOR,
    moved_by=("agency:load", "agency:update"),
    moves_everywhere=("agency:load", "agency:update"),
)
def agencies_checked(scope: Scope) -> dict[UUID, Reading]:
    """BRE6: somebody to ask, with details that are not stale."""
    rows = agencies(scope.on)
    stale = [row for row in rows if row.checked + AGENCY_CHECKED_FOR < scope.on]
    unsure = [row for row in rows if not row.verified and row not in stale]
    status = Status.NOT_KEPT if not rows or len(stale) == len(rows) else Status.KEPT
    if rows and status is Status.KEPT and (stale or unsure):
        status = Status.NEEDS_ATTENTION
    says = "{figure} agencies checked within a year" if rows else "No agencies are on record"
    done = len(rows) - len(stale) - len(unsure)
    found = {}
    for pk, slug in scope.schools.values_list("pk", "slug"):
        url = reverse("policy:agencies", kwargs={"school": slug})
        attention = tuple(
            Attention(f"Check the details of {row.name}", url, Role.TRUST_ADMINISTRATOR.label, **AGENCIES)
            for row in [*stale, *unsure]
        )
        if not rows:
            ask = "Load the directory of agencies"
            attention = (Attention(ask, url, Role.TRUST_ADMINISTRATOR.label, **AGENCIES),)
        found[pk] = Reading(status, says, done if rows else None, len(rows) or None, attention=attention)
    return found


def _day(day) -> str:
    return f"{day.day} {day:%B %Y}"
