"""What this room shows in the bar and on the first page of those who deal with concerns. Nothing of it tells whether
there is one about somebody: it is made of what they may see, and of roles.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.casework.queries.home import MOST, Waiting, waiting_for
from lanyard.concerns.casework.rules.severity import severity_of
from lanyard.concerns.core.permissions import HOLDERS
from lanyard.concerns.core.queries.visible import seen_by_name
from lanyard.kernel.registry import Card, Figure, Group, once
from lanyard.kernel.rules import IMPORTANT, Need
from lanyard.people.choices import YearGroup
from lanyard.people.models import User
from lanyard.people.queries import roles_of
from lanyard.ui.words import moment_in_words


def link(request: HttpRequest) -> str | None:
    """Where “Concerns” in the bar leads: for those whose role holds concerns, or who see one by name."""
    return reverse("concerns:queue") if request.user.is_authenticated and _has_any(request.user) else None


def needs(request: HttpRequest) -> Iterable[Need]:
    """What is new, past its time, assigned or on offer to this person; the first of them. One query."""
    if not _may_have_any(request.user):
        return
    rows = _rows(request)
    yield from (_need(request, row) for row in rows[:MOST])
    if len(rows) > MOST:
        says, last = "All of them, most urgent first.", rows[-1]
        yield Need(
            "More concerns need someone", says, reverse("concerns:queue"), "Concern", IMPORTANT,
            due=last.due_at, since=last.received_at, owner="See each", clock=True,
        )  # fmt: skip


def cards(request: HttpRequest) -> Iterable[Card]:
    """The queue, and searching inside cases, for whoever has it."""
    if link(request):
        url = reverse("concerns:queue")
        says = "What waits, nearest clock first, and what is closed."
        yield Card("Concerns", says, url, Group.CONCERNS, 5, lambda _: _waiting(len(_rows(request))))
        says = "Search reports, chronologies and messages in cases you can open."
        yield Card("Search concerns", says, reverse("concerns:search"), Group.CONCERNS, 21)


def _waiting(number: int) -> Figure:
    said = "None" if not number else f"{number}" if number <= MOST else f"More than {MOST}"
    return Figure(f"{said} waiting", "new, overdue or yours")


def _rows(request: HttpRequest) -> list[Waiting]:
    return once(request, "concerns.waiting", lambda: waiting_for(request.user, timezone.now(), MOST + 1))


def _need(request: HttpRequest, row: Waiting) -> Need:
    if row.is_offered:
        return Need(
            title="Take over a concern, or say why not",
            says=f"{row.ref}. Offered to you by a colleague, {row.school}.",
            url=reverse("concerns:offer", kwargs={"concern": row.pk}),
            kind="Concern",
            severity=severity_of(row),
            since=row.offered_at,
        )
    return Need(
        title=row.get_type_display() + (f", {YearGroup(row.year_group).label}" if row.year_group else ""),
        says=f"{row.ref}. {_stands(row)} {_moment(row.received_at)}, {row.school}.",
        url=reverse("concerns:case", kwargs={"concern": row.pk}),
        kind="Concern",
        severity=severity_of(row),
        due=row.due_at,
        since=row.received_at,
        owner=_owner(request, row),
        clock=True,
    )


def _stands(row: Waiting) -> str:
    if row.state == "new":
        return "New, reported"
    return "The reporter wrote again. Reported" if row.has_news else "Reported"


def _moment(when: datetime) -> str:
    return moment_in_words(timezone.localtime(when), timezone.localtime())


def _owner(request: HttpRequest, row: Waiting) -> str:
    if row.assigned_to_id == request.user.person_id:
        return "You"
    return str(row.assigned_to) if row.assigned_to else "Nobody yet"


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
