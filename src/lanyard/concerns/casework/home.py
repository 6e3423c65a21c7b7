"""What this room shows in the bar and on the first page of those who deal with concerns. Nothing of it tells whether
there is one about somebody: it is made of what they may see, and of roles.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.casework.queries.offers import offers_to
from lanyard.concerns.casework.queries.queue import is_overdue, needing
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.permissions import HOLDERS
from lanyard.concerns.core.queries.visible import seen_by_name
from lanyard.kernel.registry import Card, Need
from lanyard.people.models import User
from lanyard.people.queries import roles_of
from lanyard.ui.words import moment_in_words

# So many stand on the first page by themselves.
_FEW = 5


def link(request: HttpRequest) -> str | None:
    """Where “Concerns” in the bar leads: for those whose role holds concerns, or who see one by name."""
    return reverse("concerns:queue") if request.user.is_authenticated and _has_any(request.user) else None


def needs(request: HttpRequest) -> Iterable[Need]:
    """What is new, past its time, assigned or on offer to this person. Two queries."""
    if not _may_have_any(request.user):
        return
    for offer in offers_to(request.user):
        yield Need(
            title="Take over a concern, or say why not",
            says=f"Offered by {offer.offered_by or 'a colleague'}.",
            url=reverse("concerns:offer", kwargs={"concern": offer.concern_id}),
            kind="Concern",
        )
    rows = needing(request.user, timezone.now(), _FEW + 1) if _has_any(request.user) else []
    yield from (_need(row) for row in rows[:_FEW])
    if len(rows) > _FEW:
        yield Need("More concerns are waiting", "All of them, most urgent first.", reverse("concerns:queue"), "Concern")


def cards(request: HttpRequest) -> Iterable[Card]:
    """Searching inside cases, for whoever has the queue."""
    if link(request):
        says = "Search reports, chronologies and messages in cases you can open."
        yield Card("Search concerns", says, reverse("concerns:search"), 21)


def _need(concern: Concern) -> Need:
    now = timezone.localtime()
    stands = "New, reported" if concern.state == "new" else "The reporter wrote again. Reported"
    if concern.state != "new" and not concern.has_news:
        stands = "Reported"
    return Need(
        title=concern.get_type_display(),
        says=f"{stands} {moment_in_words(timezone.localtime(concern.received_at), now)}, {concern.school}.",
        url=reverse("concerns:case", kwargs={"concern": concern.pk}),
        kind="Concern",
        due=concern.due_at,
        overdue=is_overdue(concern),
    )


def _may_have_any(user: User) -> bool:
    """Whether the user is somebody who can be let in at all: anybody who works here."""
    held = {one.role for one in roles_of(user, timezone.localdate())}
    return bool(held - {"parent", "pupil"})


def _has_any(user: User) -> bool:
    """By role, whether there is a concern or not; else by name. Read once for each user object, that is once a request.

    Only those without such a role are asked for in the database.
    """
    today = timezone.localdate()
    if "_has_concerns" not in user.__dict__:
        held = {one.role for one in roles_of(user, today)}
        by_name = bool(held - {"parent", "pupil"}) and not held & HOLDERS and seen_by_name(user, today).exists()
        user.__dict__["_has_concerns"] = bool(held & HOLDERS) or by_name
    return user.__dict__["_has_concerns"]
