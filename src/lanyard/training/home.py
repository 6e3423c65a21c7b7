"""What this room shows in the bar and on the first page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Figure, Group, PlacedPage, once, placed_pages
from lanyard.kernel.rules import IMPORTANT, Need
from lanyard.training.owed import Owed
from lanyard.training.queries import end_of, still_to_sign
from lanyard.training.queries.trained import own_training


def link(request: HttpRequest) -> str | None:
    """Where “Sign-offs” in the bar leads: for everybody but those who are never asked."""
    held = {"staff", *gate.table["training:read-counts"].roles}
    if request.user.is_authenticated and gate.resolver().allows(request.user, frozenset(held), None):
        return reverse("training:mine")
    return None


def needs(request: HttpRequest) -> Iterable[Need]:
    """Each document that this person still has to sign. One query."""
    for row in _to_sign(request):
        yield Need(
            title=f"Sign: {row.title}",
            says="Read it and type your name.",
            url=reverse("training:sign", kwargs={"document": row.document_id}),
            kind="Sign",
            due=end_of(row.due),
        )


def _to_sign(request: HttpRequest) -> list[Owed]:
    return once(request, "training.to_sign", lambda: still_to_sign(request.user.person, timezone.localdate()))


def training_needs(request: HttpRequest) -> Iterable[Need]:
    """The training that this person is to take part in. One query, none for whom no course is for."""
    today = timezone.localdate()
    for row in own_training(request.user, today):
        if row.asks:
            yield Need(
                title=f"Take part in training: {row.course}",
                says="Your headteacher or leadership team know when the next session is.",
                url=reverse("training:mine"),
                kind="Training",
                severity=IMPORTANT,
                # Who never took part is due at once.
                due=end_of(row.until or today),
            )


def cards(request: HttpRequest) -> Iterable[Card]:
    """One's own record, and the trust's documents."""
    if link(request):
        says = "The exact wording, and when."
        url = reverse("training:mine")
        yield Card("Your sign-offs", says, url, Group.POLICY, 40, lambda _: _left(len(_to_sign(request))))
    trust = request.user.person.trust
    if gate.may(request.user, "training:publish", trust):
        url = reverse("training:documents", kwargs={"trust": trust.slug})
        says = "New editions of what comes with Lanyard, and documents of your own."
        yield Card("Documents people sign", says, url, Group.POLICY, 42)


def _left(number: int) -> Figure:
    return Figure(f"{number} to sign" if number else "All signed")


placed_pages.append(
    PlacedPage(
        key="sign-offs",
        title="Sign-offs of a school",
        says="Every document that is asked for, and what is late.",
        permission="training:read-counts",
        group=Group.PEOPLE,
        order=41,
        school="training:counts",
    )
)
