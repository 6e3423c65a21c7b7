"""What this room shows on the first page: to those who declared, and to those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.disclosures import queries, rules
from lanyard.disclosures.models import Disclosure
from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Need
from lanyard.people.queries import own_schools, roles_of

# So many stand on the first page by themselves.
_FEW = 5
_KIND = "Declaration"


def needs(request: HttpRequest) -> Iterable[Need]:
    """What waits for this person's decision, and what they declared that needs a look. One query."""
    today = timezone.localdate()
    held = {one.role for one in roles_of(request.user, today)}
    if not held & (gate.table["disclosures:declare"].roles | gate.table["disclosures:read"].roles):
        return
    own, waiting = queries.asked_of_and_to_decide(request.user, today, today + rules.ASKED_BEFORE)
    yield from (_own(row, today) for row in own[:_FEW])
    yield from (_to_decide(row, today) for row in waiting[:_FEW])
    if len(waiting) > _FEW:
        says = "All of them, the most urgent first."
        yield Need("More declarations are waiting", says, reverse("disclosures:register"), _KIND)


def cards(request: HttpRequest) -> Iterable[Card]:
    """Declaring, for everybody who works here; the list, for those who decide and the DSL."""
    if own_schools(request.user, gate.table["disclosures:declare"].roles, timezone.localdate()):
        says = "If you have online contact with a pupil, former pupil or family."
        yield Card("Declare a relationship", says, reverse("disclosures:mine"), 14)
    if gate.may(request.user, "disclosures:read"):
        says = "Online contact with children and families, and decisions on it."
        yield Card("What staff have declared", says, reverse("disclosures:register"), 23)


def _to_decide(row: Disclosure, today: date) -> Need:
    return Need(
        title="Decide on a declaration",
        says=f"{row.get_other_kind_display()}, {row.school}.",
        url=reverse("disclosures:decide", kwargs={"disclosure": row.pk}),
        kind=_KIND,
        due=_end_of(row.decide_by),
        overdue=row.decide_by < today,
    )


def _own(row: Disclosure, today: date) -> Need:
    due = row.next_due if row.waits else min(filter(None, [row.next_due, row.review_on]))
    if due == row.next_due:
        title = "Meet a condition on your declaration"
    elif row.state in rules.HOLDS:
        title = "Renew your declaration"
    else:
        title = "Confirm that a contact has ended"
    return Need(
        title=title,
        says=f"{row.get_other_kind_display()}, {row.school}.",
        url=reverse("disclosures:own", kwargs={"own": row.pk}),
        kind=_KIND,
        due=_end_of(due),
        overdue=due < today,
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
