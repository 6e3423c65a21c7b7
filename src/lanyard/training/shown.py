"""Proof that a wording was shown to a person before it was signed.

The page that shows a text writes nothing, because reading never does. It puts a sealed note into the form instead:
which edition was shown to whom, and when. Only a form with such a note can sign.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core import signing

from lanyard.training.models import DocumentEdition
from lanyard.training.rules import SHOWN_FOR

_SALT = "lanyard.training.shown"


def note(edition: DocumentEdition, person_id: UUID, now: datetime) -> str:
    """The note for the form of a page that shows this edition to this person now."""
    seen = {"edition": str(edition.pk), "person": str(person_id), "sha256": edition.sha256, "at": now.isoformat()}
    return signing.dumps(seen, salt=_SALT)


def shown_at(text: str, edition: DocumentEdition, person_id: UUID, now: datetime) -> datetime | None:
    """When exactly this wording was shown to this person; None for any other note, or one more than a day old."""
    try:
        seen = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    expected = {"edition": str(edition.pk), "person": str(person_id), "sha256": edition.sha256}
    at = datetime.fromisoformat(seen.pop("at"))
    return at if seen == expected and at <= now <= at + SHOWN_FOR else None
