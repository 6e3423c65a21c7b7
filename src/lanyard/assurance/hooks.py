"""What assurance hangs on the house: its menu entry, its cards, what needs whom, and what follows an event."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.assurance import actions, queries, registry
from lanyard.assurance.queries.moved import schools_moved_by
from lanyard.assurance.queries.search import find_clauses
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import candidates
from lanyard.kernel import gate, search
from lanyard.kernel.registry import Card, MenuEntry, Need, can_do, menu, needs_you
from lanyard.people.models import School
from lanyard.people.queries import own_schools
from lanyard.policy.registry import control_candidates
from lanyard.records import audit
from lanyard.records.models import AuditEvent

# Above this many schools a page lists schools, and does not sum them up.
_FEW = 8


def schools_of(request: HttpRequest) -> list[School]:
    """The schools whose live policy this person reads; read once a request."""
    if not hasattr(request, "_live_schools"):
        roles = gate.table["assurance:read-live"].roles
        rows = own_schools(request.user, roles, timezone.localdate()) if request.user.is_authenticated else []
        request._live_schools = rows[: _FEW + 1]
    return request._live_schools


def policy_link(request: HttpRequest) -> str | None:
    """Where “Policy” in the bar leads: the trust's table for those who have it, else the person's first school."""
    schools = schools_of(request)
    if not schools:
        return None
    trust = schools[0].trust
    if gate.may(request.user, "assurance:read-trust", trust):
        return reverse("assurance:trust", kwargs={"trust": trust.slug})
    return reverse("assurance:live", kwargs={"school": schools[0].slug})


def cards(request: HttpRequest) -> Iterator[Card]:
    """The trust's table, which leads to every school, or the live policy of each school the person belongs to."""
    schools = schools_of(request)
    if schools and gate.may(request.user, "assurance:read-trust", schools[0].trust):
        url = reverse("assurance:trust", kwargs={"trust": schools[0].trust.slug})
        yield Card("Every school side by side", "The policy, section by section, today or on any date.", url, 10)
        return
    for school in schools[:_FEW]:
        url = reverse("assurance:live", kwargs={"school": school.slug})
        yield Card(f"Live policy: {school}", "The evidence for each clause, and what is missing.", url, 11)


def needs(request: HttpRequest) -> Iterator[Need]:
    """What is not kept where this person answers for it, and the statements they are asked for."""
    schools = schools_of(request)
    if not schools or len(schools) > _FEW:
        return
    due: dict[School, int] = {}
    for school, control, row in queries.answered_for(request.user, schools, timezone.localdate()):
        if row.status == Status.NOT_MEASURED:
            due[school] = due.get(school, 0) + (control.kind == registry.ATTESTED)
        else:
            yield _need(school, control, queries.Reader(request.user, school).sees(row.reading(), control))
    for school, n in due.items():
        if n:
            url = reverse("assurance:statements", kwargs={"school": school.slug})
            says = f"{school}: {n} clause{'s' if n > 1 else ''} that nobody can measure"
            yield Need("Make statements", says, url, "Statement")


def _need(school: School, control: registry.Control, reading: Reading) -> Need:
    """What is wrong in one line, leading to where it is put right, or else to the clauses that wait for this person."""
    first = next(iter(reading.attention), None)
    title = first.says if first and control.kind == registry.MEASURED else control.asks.rstrip(".")
    url = first.url if first and first.url else reverse("assurance:live", kwargs={"school": school.slug}) + "?show=mine"
    return Need(title, f"{school}: {reading.says}", url, "Policy")


def follow(event: AuditEvent) -> None:
    """Read again the controls that an event moves, at the school (or the trust's schools) where it happened."""
    moved = [c for c in registry.measured() if event.event in c.moved_by]
    if not moved:
        return
    everywhere = any(event.event in c.moves_everywhere for c in moved)
    actions.reread(schools=schools_moved_by(event, everywhere=everywhere), event=event.event)


menu.append(MenuEntry("Policy", 20, policy_link, lambda path: "/policy/" in path))
search.kinds.append(search.Kind("Clauses", 30, "assurance:read-live", find_clauses))
can_do.append(cards)
needs_you.append(needs)
control_candidates.append(candidates)
audit.followers.append(follow)
audit.words["snapshot:take"] = "Took the day's snapshot of every control"
audit.words["clause:attest"] = "Made a statement about a clause"
