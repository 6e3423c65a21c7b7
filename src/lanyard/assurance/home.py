"""The policy on the first page: its cards, and one line for all its gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.assurance.hooks import schools_of
from lanyard.assurance.queries import Checks, Gap, ManySchools, checks_at, gaps_at_many
from lanyard.assurance.readings import Status
from lanyard.kernel import gate, registry
from lanyard.kernel.registry import Card, Figure, Group, PlacedPage, once
from lanyard.kernel.rules import IMPORTANT, ROUTINE, Need
from lanyard.people.models import School
from lanyard.ui.words import how_many

# Of more schools than these no reading is opened: what they keep is counted.
_FEW = 8


def cards(request: HttpRequest) -> Iterator[Card]:
    """The trust's table, which leads to every school."""
    url = _trust_table(request)
    if url:
        says = "The policy, section by section, today or on any date."
        yield Card("Every school side by side", says, url, Group.POLICY, 10, lambda _: _figure(request))


def _trust_table(request: HttpRequest) -> str:
    trusts = {school.trust.pk: school.trust for school in schools_of(request)}.values()
    may_read = (trust for trust in trusts if gate.may(request.user, "assurance:read-trust", trust))
    return next((reverse("assurance:trust", kwargs={"trust": trust.slug}) for trust in may_read), "")


def _figure(request: HttpRequest) -> Figure:
    """Of a few schools the checks, of many the schools."""
    schools = schools_of(request)
    if len(schools) > _FEW:
        whole = len(schools) - len(_many(request, schools).not_kept)
        return Figure(f"{whole} of {len(schools)}", "schools with nothing that is not kept")
    checks = _few(request, schools)
    return Figure(f"{checks.kept} of {checks.of}", "checks kept today") if checks.of else Figure("Not read yet")


def _few(request: HttpRequest, schools: list[School]) -> Checks:
    return once(request, "assurance.few", lambda: checks_at(request.user, schools, timezone.localdate()))


def _many(request: HttpRequest, schools: list[School]) -> ManySchools:
    return once(request, "assurance.many", lambda: gaps_at_many(request.user, schools, timezone.localdate()))


def needs(request: HttpRequest) -> Iterator[Need]:
    """One line for all that is not kept, and not stated, where this person's role answers for it."""
    schools = schools_of(request)
    if len(schools) > _FEW:
        yield from _at_many(request, schools)
    elif schools:
        gaps = _few(request, schools).gaps
        if gaps:
            yield _gaps(gaps)


def _at_many(request: HttpRequest, schools: list[School]) -> Iterator[Need]:
    found = _many(request, schools)
    if found.own and found.since:
        url = _trust_table(request) or reverse("people:choose-place", kwargs={"page": "causes"})
        says = f"{len(found.own)} of your {len(schools)} schools. The worst come first."
        since = _start_of(found.since)
        yield Need("Policy gaps that are yours to close", says, url, "Policy", IMPORTANT, since=since)


def _gaps(gaps: list[Gap]) -> Need:
    """One line for all of them, with how many causes they have: what the page behind it lists."""
    schools = {gap.school.pk: gap.school for gap in gaps}
    causes = {key for gap in gaps for key in gap.causes}
    # What was measured says more by itself than what somebody stated.
    worst = min(gaps, key=lambda gap: (gap.row.status != Status.NOT_KEPT, gap.is_stated, -len(gap.control.clauses)))
    statements = sum(gap.wants_statement for gap in gaps)
    where = str(worst.school) if len(schools) == 1 else f"{len(schools)} of your schools"
    says = [f"{where}, grouped by cause. Worst: {_sentence(worst.reading.says)}."]
    if statements:
        says.append(f"{how_many(statements, 'statement')} to make.")
    url = reverse("people:choose-place", kwargs={"page": "causes"})
    if len(schools) == 1:
        url = reverse("assurance:causes", kwargs={"school": worst.school.slug}) + "?show=mine"
    return Need(
        title=how_many(len(causes), "policy gap") + " to close",
        says=" ".join(says),
        url=url,
        kind="Policy",
        severity=IMPORTANT if any(gap.row.status == Status.NOT_KEPT for gap in gaps) else ROUTINE,
        since=_start_of(min(gap.row.first_day for gap in gaps)),
    )


def _sentence(says: str) -> str:
    """A line of evidence inside a sentence."""
    says = says.rstrip(".")
    return says[:1].lower() + says[1:] if says[1:2].islower() else says


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _live_figure(request: HttpRequest) -> Callable[[int], Figure] | None:
    """Nothing for those who have the trust's table, which shows the same of every school."""
    return None if _trust_table(request) else lambda _: _figure(request)


_READ, _POLICY = "assurance:read-live", Group.POLICY
_LIVE, _CAUSES, _STATEMENTS = (f"assurance:{name}" for name in ("live", "causes", "statements"))
registry.placed_pages += [
    PlacedPage(
        "live", "Live policy", "The evidence for each clause, and what is missing.", _READ, _POLICY, 11, _LIVE,
        figure=_live_figure,
    ),
    PlacedPage(
        "causes", "Policy gaps by cause", "What lies behind clauses that are not kept.", _READ, _POLICY, 12, _CAUSES
    ),
    PlacedPage("statements", "Statements", "Clauses that nobody can measure.", _READ, _POLICY, 13, _STATEMENTS),
]  # fmt: skip
registry.can_do.append(cards)
registry.needs_you.append(needs)
