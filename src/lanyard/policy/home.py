"""What this room shows on the first page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lanyard.kernel import registry
from lanyard.kernel.gate import may
from lanyard.kernel.registry import Card, Group, PublicLink, can_do, needs_you
from lanyard.kernel.rules import IMPORTANT, Need
from lanyard.people.resolver import held_today
from lanyard.policy.addresses import address
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition
from lanyard.policy.queries.editions import waiting_editions


def needs(request: HttpRequest) -> Iterable[Need]:
    """Editions that wait for a step of this person's. One query, none for whom there is no step to take."""
    if not any(may(request.user, step.permission) for step in _STEPS.values()):
        return
    trusts = {held.trust_id for held in held_today(request.user)}
    for edition in waiting_editions(trusts):
        found = _need(request, edition)
        if found:
            yield found


@dataclass(frozen=True)
class _Step:
    """What is next for an edition in a state, and who may do it."""

    permission: str
    says: str


_STEPS = {
    EditionState.WITH_LEADERSHIP: _Step("policy:approve", "Read what has changed, then approve it or send it back"),
    EditionState.APPROVED: _Step("policy:put-in-force", "It is approved: set the date it comes into force"),
    EditionState.DRAFT: _Step("policy:edit-draft", "It was sent back: the reason is on its page"),
}


def _need(request: HttpRequest, edition: Edition) -> Need | None:
    step = _STEPS[EditionState(edition.state)]
    own = edition.submitted_by_id == request.user.person_id
    if not may(request.user, step.permission, edition.place) or (own and edition.state == EditionState.WITH_LEADERSHIP):
        return None
    url = address(edition.place, "edition", edition=edition.pk)
    return Need(
        title=f"{edition.title}: {edition.in_a_sentence}",
        says=f"{step.says}. For {edition.place}.",
        url=url,
        kind="Policy",
        severity=IMPORTANT,
        since=edition.approved_at or edition.submitted_at or edition.started_at,
    )


def public_links(request: HttpRequest) -> Iterable[PublicLink]:
    """The text of every school's policy."""
    says = N_("What the school promises about social media.")
    yield PublicLink(N_("Read your school’s policy"), says, reverse("policy:texts"), 10, on_front=True)


def cards(request: HttpRequest) -> Iterable[Card]:
    """Changing the policy, and whom to ask."""
    place = _place(request, "policy:edit-draft")
    if place:
        says = "Import it, draft the next edition, follow its approval"
        yield Card("The policy’s editions", says, address(place, "editions"), Group.POLICY, 40)
    place = _place(request, "policy:read-agencies")
    if place:
        says = "Agencies outside the school, with their hours"
        yield Card("Who to ask", says, address(place, "agencies"), Group.CONCERNS, 45)


def _place(request: HttpRequest, permission: str) -> Any:
    """The trust if they may do it there, or else their first school."""
    return next(iter(registry.places_of(request, permission)), None)


needs_you.append(needs)
can_do.append(cards)
registry.public_links.append(public_links)
