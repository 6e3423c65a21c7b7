"""What this room tells people: that an edition waits for them, and what was decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from lanyard.notices.actions import settle, tell
from lanyard.notices.messages import Message, register
from lanyard.people.queries.register import people_with
from lanyard.policy.models import Edition
from lanyard.policy.queries.people import approvers


@register
@dataclass(frozen=True, kw_only=True)
class EditionWaits(Message):
    """To those who can approve: an edition waits for them."""

    kind: ClassVar[str] = "policy:edition-waits"

    edition: str

    @property
    def title(self) -> str:
        return f"{self.edition} waits for approval"[:150]

    @property
    def says(self) -> str:
        return "Read what has changed, then record the approval or send it back with a reason."


@register
@dataclass(frozen=True, kw_only=True)
class EditionDecided(Message):
    """To the authors: their draft was approved or sent back."""

    kind: ClassVar[str] = "policy:edition-decided"

    edition: str
    approved: bool

    @property
    def title(self) -> str:
        return f"{self.edition} was {'approved' if self.approved else 'sent back'}"[:150]

    @property
    def says(self) -> str:
        return (
            "It can be put in force now."
            if self.approved
            else "The reason is on its page. Change it and send it again."
        )


def tell_approvers(edition: Edition, *, by: Any) -> None:
    """Tell those who can approve the edition, in the caller's transaction; never its own author."""
    to = approvers(edition.place, timezone.localdate()).exclude(pk=by.person_id)
    tell(EditionWaits(edition=_name(edition), **_link(edition)), to, by=by)


def tell_authors(edition: Edition, authors: Collection[UUID], *, by: Any, approved: bool) -> None:
    """Tell the authors what was decided, in the caller's transaction."""
    to = people_with(authors).exclude(pk=by.person_id)
    tell(EditionDecided(edition=_name(edition), approved=approved, **_link(edition)), to, by=by)


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
