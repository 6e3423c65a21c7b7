"""The ways to what leaders look after around concerns. None tells whether there is one."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Group, PlacedPage
from lanyard.people.queries import roles_of

# Key of the permission and of the page, title, what it is for, order, routes of the school's and the trust's page.
_ROWS = (
    ("counts", "Concerns in figures", "By type, term and year group.", 43, "counts", "trust-counts"),
    ("lessons", "Lessons", "What the school is changing, who is doing it and by when.", 44, "lessons", ""),
    ("hours", "Out of hours", "Who is told about a child at risk.", 45, "out-of-hours", ""),
    ("posters", "Posters", "Print posters on how to report, with a code to scan.", 46, "posters", ""),
    ("import", "Import a case", "A file from another school.", 47, "import", ""),
    ("retention", "How long concerns are kept", "What is past its retention period.", 48, "", "retention"),
)
# Who may open the trust's page needs none of a school's.
PAGES = [
    PlacedPage(
        key=f"concerns-{key}",
        title=title,
        says=says,
        permission=f"concerns:{key}",
        group=Group.CONCERNS,
        order=order,
        school=school and f"concerns:{school}",
        trust=trust and f"concerns:{trust}",
        covers=True,
    )
    for key, title, says, order, school, trust in _ROWS
]


def cards(request: HttpRequest) -> Iterable[Card]:
    """The low-level concerns, for those who lead."""
    if gate.may(request.user, "concerns:read") and _leads(request):
        says = "Two or more about one person may be a pattern."
        yield Card("Low-level concerns, by person", says, reverse("concerns:patterns"), Group.CONCERNS, 22)


def _leads(request: HttpRequest) -> bool:
    held = {held.role for held in roles_of(request.user, timezone.localdate())}
    return bool(held & {"headteacher", "chair_of_governors", "chair_of_trustees"})
