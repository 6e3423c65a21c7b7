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
from lanyard.kernel.registry import Card, Figure, Group, once
from lanyard.kernel.rules import IMPORTANT, Need
from lanyard.people.queries import own_schools, roles_of
from lanyard.ui.words import how_many, moment_in_words

# So many stand on the first page by themselves.
_FEW = 5
_KIND = "Declaration"


def needs(request: HttpRequest) -> Iterable[Need]:
    """What waits for this person's decision, and what they declared that needs a look. One query."""
    today = timezone.localdate()
    held = {one.role for one in roles_of(request.user, today)}
    if not held & (gate.table["disclosures:declare"].roles | gate.table["disclosures:read"].roles):
        return
    own, waiting = _rows(request, today)
    yield from (_own(row) for row in own[:_FEW])
    yield from (_to_decide(row) for row in waiting[:_FEW])
    if len(waiting) > _FEW:
        rest = waiting[_FEW:]
        yield Need(
            title=f"Decide on {how_many(len(rest), 'more declaration')}",
            says="All of them, the most urgent first.",
            url=reverse("disclosures:register"),
            kind=_KIND,
            severity=IMPORTANT,
            due=_end_of(min(row.decide_by for row in rest)),
        )


def _rows(request: HttpRequest, today: date) -> tuple[list[Disclosure], list[Disclosure]]:
    """What this person declared and has to look at, and what they decide."""
    ahead = today + rules.ASKED_BEFORE
    return once(request, "disclosures", lambda: queries.asked_of_and_to_decide(request.user, today, ahead))


def cards(request: HttpRequest) -> Iterable[Card]:
    """Declaring, for everybody who works here; the list, for those who decide and the DSL."""
    today = timezone.localdate()
    if own_schools(request.user, gate.table["disclosures:declare"].roles, today):
        says = "If you have online contact with a pupil, former pupil or family."
        url = reverse("disclosures:mine")
        yield Card("Declare a relationship", says, url, Group.ONLINE, 14, lambda _: _due(len(_rows(request, today)[0])))
    if gate.may(request.user, "disclosures:read"):
        says = "Online contact with children and families, and decisions on it."
        url = reverse("disclosures:register")
        yield Card(
            "What staff have declared", says, url, Group.ONLINE, 12, lambda _: _waiting(len(_rows(request, today)[1]))
        )


def _due(number: int) -> Figure:
    return Figure(f"{number} due" if number else "Nothing due", "of what you declared")


def _waiting(number: int) -> Figure:
    return Figure(f"{number} to decide" if number else "None to decide")


def _to_decide(row: Disclosure) -> Need:
    return Need(
        title="Decide on a declaration",
        says=f"{_about(row)} Declared {moment_in_words(timezone.localtime(row.declared_at), timezone.localtime())}.",
        url=reverse("disclosures:decide", kwargs={"disclosure": row.pk}),
        kind=_KIND,
        severity=IMPORTANT,
        due=_end_of(row.decide_by),
    )


def _own(row: Disclosure) -> Need:
    due = row.next_due if row.waits else min(filter(None, [row.next_due, row.review_on]))
    if due == row.next_due:
        title = "Meet a condition on your declaration"
    elif row.state in rules.HOLDS:
        title = "Renew your declaration"
    else:
        title = "Confirm that a contact has ended"
    return Need(
        title=title,
        says=_about(row),
        url=reverse("disclosures:own", kwargs={"own": row.pk}),
        kind=_KIND,
        due=_end_of(due),
    )


def _about(row: Disclosure) -> str:
    return f"{row.get_other_kind_display()}, {row.school}."


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
