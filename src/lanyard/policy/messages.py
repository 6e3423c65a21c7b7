"""What this room tells people: that an edition waits for them, and what was decided."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from lanyard.notices.actions import settle, tell
from lanyard.notices.messages import message
from lanyard.people.queries.register import people_with
from lanyard.policy.models import Edition
from lanyard.policy.queries.people import approvers

# To those who can approve: an edition waits for them.
EDITION_WAITS = message(
    "policy:edition-waits",
    "{edition} is waiting for approval",
    "Read what has changed, then record the approval or send it back with a reason.",
)
# To the authors of a draft; the case is whether it was approved.
EDITION_DECIDED = message(
    "policy:edition-decided",
    {True: "{edition} was approved", False: "{edition} was sent back"},
    {True: "It can be put in force now.", False: "The reason is on its page. Change it and send it again."},
)

# To the board: what the installation was told that they have approved before.
EDITION_ENTERED = message(
    "policy:edition-entered",
    "{edition} is in force in Lanyard",
    "When Lanyard was set up, it was entered as approved by the governors. Check that it is the text they approved.",
)


def tell_entered(edition: Edition, *, by: Any) -> None:
    """Tell those who approve editions that one counts as approved, in the caller's transaction."""
    to = approvers(edition.place, timezone.localdate())
    tell(EDITION_ENTERED(edition=_name(edition), **_link(edition) | {"about": ""}), to, by=by)


def tell_approvers(edition: Edition, *, by: Any) -> None:
    """Tell those who can approve the edition, in the caller's transaction; never its own author."""
    to = approvers(edition.place, timezone.localdate()).exclude(pk=getattr(by, "person_id", None))
    tell(EDITION_WAITS(edition=_name(edition), **_link(edition)), to, by=by)


def tell_authors(edition: Edition, authors: Collection[UUID], *, by: Any, approved: bool) -> None:
    """Tell the authors what was decided, in the caller's transaction."""
    to = people_with(authors).exclude(pk=by.person_id)
    tell(EDITION_DECIDED(edition=_name(edition), case=approved, **_link(edition)), to, by=by)


def settle_approval(edition: Edition) -> None:
    """Nobody has to approve it any more."""
    settle(_about(edition))


def _name(edition: Edition) -> str:
    return f"{edition.title}, {edition.in_a_sentence}"


def _about(edition: Edition) -> str:
    return f"policy-edition:{edition.pk}"


def _link(edition: Edition) -> dict[str, Any]:
    place = {"school": edition.school.slug} if edition.school else {"trust": edition.policy.trust.slug}
    return {
        "url": reverse("policy:edition", kwargs={**place, "edition": edition.pk}),
        "about": _about(edition),
        "school_id": edition.school_id,
    }
