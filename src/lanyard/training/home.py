"""What this room shows in the bar and on the first page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Need
from lanyard.people.models import School
from lanyard.people.queries import own_schools
from lanyard.training.queries import end_of, still_to_sign
from lanyard.training.queries.trained import own_training
from lanyard.training.rules import State, Training

# Above this many schools a first page names none of them.
_FEW = 8


def link(request: HttpRequest) -> str | None:
    """Where “Sign-offs” in the bar leads: for everybody but those who are never asked."""
    held = {"staff", *gate.table["training:read-counts"].roles}
    if request.user.is_authenticated and gate.resolver().allows(request.user, frozenset(held), None):
        return reverse("training:mine")
    return None


def needs(request: HttpRequest) -> Iterable[Need]:
    """Each document that this person still has to sign. One query."""
    for row in still_to_sign(request.user.person, timezone.localdate()):
        yield Need(
            title=f"Sign: {row.title}",
            says="Read it and type your name.",
            url=reverse("training:sign", kwargs={"document": row.document_id}),
            kind="Sign",
            due=end_of(row.due),
            overdue=row.state is State.OVERDUE,
        )


def training_needs(request: HttpRequest) -> Iterable[Need]:
    """The training that this person is to take part in. Two queries, none for whom no course is for."""
    for row in own_training(request.user, timezone.localdate()):
        if row.asks:
            yield Need(
                title=f"Take part in training: {row.course}",
                says="Your headteacher or leadership team know when the next session is.",
                url=reverse("training:mine"),
                kind="Training",
                due=end_of(row.until) if row.until else None,
                overdue=row.state is Training.LAPSED,
            )


def cards(request: HttpRequest) -> Iterable[Card]:
    """One's own record; the figures of each school; the trust's documents."""
    if link(request):
        yield Card("Your sign-offs", "The exact wording, and when.", reverse("training:mine"), 40)
    roles = gate.table["training:read-counts"].roles
    schools: list[School] = own_schools(request.user, roles, timezone.localdate())[: _FEW + 1]
    for school in schools if len(schools) <= _FEW else []:
        url = reverse("training:counts", kwargs={"school": school.slug})
        yield Card(f"Sign-offs: {school}", "Every document that is asked for, and what is late.", url, 41)
    trust = request.user.person.trust
    if gate.may(request.user, "training:publish", trust):
        url = reverse("training:documents", kwargs={"trust": trust.slug})
        yield Card(
            "Documents people sign", "New editions of what comes with Lanyard, and documents of your own.", url, 42
        )
