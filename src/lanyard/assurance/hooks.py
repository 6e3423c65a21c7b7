"""What assurance hangs on the house: its menu entry, and what follows an event."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.assurance import actions, registry
from lanyard.assurance.queries.moved import schools_moved_by
from lanyard.assurance.queries.search import find_clauses
from lanyard.assurance.registry import candidates
from lanyard.kernel import gate, search
from lanyard.kernel.registry import MenuEntry, menu
from lanyard.people.models import School
from lanyard.people.queries import own_schools
from lanyard.policy.registry import control_candidates
from lanyard.records import audit
from lanyard.records.models import AuditEvent


def schools_of(request: HttpRequest) -> list[School]:
    """The schools whose live policy this person reads."""
    if not request.user.is_authenticated:
        return []
    return own_schools(request.user, gate.table["assurance:read-live"].roles, timezone.localdate())


def policy_link(request: HttpRequest) -> str | None:
    """Where “Policy” in the bar leads: the trust's table for those who have it, else the person's first school."""
    schools = schools_of(request)
    if not schools:
        return None
    trust = schools[0].trust
    if gate.may(request.user, "assurance:read-trust", trust):
        return reverse("assurance:trust", kwargs={"trust": trust.slug})
    return reverse("assurance:live", kwargs={"school": schools[0].slug})


def follow(event: AuditEvent) -> None:
    """Read again the controls that an event moves, at the school (or the trust's schools) where it happened."""
    moved = [c for c in registry.measured() if event.event in c.moved_by]
    if not moved:
        return
    everywhere = any(event.event in c.moves_everywhere for c in moved)
    actions.reread(schools=schools_moved_by(event, everywhere=everywhere), event=event.event)


menu.append(MenuEntry("Policy", 20, policy_link, lambda path: "/policy/" in path))
search.kinds.append(search.Kind("Clauses", 30, "assurance:read-live", find_clauses))
control_candidates.append(candidates)
audit.followers.append(follow)
audit.words["snapshot:take"] = "Took the day's snapshot of every control"
audit.words["clause:attest"] = "Made a statement about a clause"
