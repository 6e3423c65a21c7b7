"""Publishing editions of the documents that people sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lanyard.notices.actions import settle
from lanyard.people.models import User
from lanyard.records.audit import record
from lanyard.training.actions.reminding import about, remind
from lanyard.training.models import Document, DocumentEdition, WordingPoint
from lanyard.training.rules import next_number, wording_hash


@transaction.atomic
def publish_edition(
    *,
    by: User | str,
    document: Document,
    text: str,
    is_major: bool,
    in_force_from: date,
    changes: str = "",
    points: Mapping[str, bool] | None = None,
    original: UUID | None = None,
) -> DocumentEdition:
    """Publish a wording that is asked of people from a day on, today at the earliest.

    A major edition is asked of everybody again: they are told at once, or on the day it comes in force. A minor one
    asks nobody who has signed. The first edition is 1.0. `points` says of each point whether the wording makes it,
    where somebody has read that; `original` is the attachment that the wording was read from. Raises ValidationError
    with the field.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    today = timezone.localdate()
    existing = list(document.editions.all())
    # A browser sends the ends of lines its own way; the same wording has to keep the same mark.
    text = text.replace("\r\n", "\n")
    last = existing[0] if existing else None
    _check_edition(document, text, in_force_from, last, today)
    major, minor = next_number([(e.major, e.minor) for e in existing], is_major=is_major)
    edition = DocumentEdition(
        document=document,
        major=major,
        minor=minor,
        text=text,
        sha256=wording_hash(text),
        changes=changes,
        in_force_from=in_force_from,
        published_by=by.person if isinstance(by, User) else None,
        published_at=timezone.now(),
        original=original,
    )
    edition.append()
    _keep_points(edition, points or {}, by)
    detail = {"document": document.pk, "edition": edition.number, "wording": edition.sha256, "from": in_force_from}
    if original:
        detail["original"] = original
    record("document:publish-edition", by=by, about=edition, place=document.trust, detail=detail)
    if minor == 0 and in_force_from == today:
        settle(about(document))
        remind(documents=Document.objects.filter(pk=document.pk))
    return edition


def _check_edition(
    document: Document, text: str, in_force_from: date, last: DocumentEdition | None, today: date
) -> None:
    if document.withdrawn_from is not None:
        raise ValidationError("This document has been withdrawn. Add it as a new one.")
    if not text.strip():
        raise ValidationError({"text": "Enter the wording"})
    if last and wording_hash(text) == last.sha256:
        raise ValidationError({"text": "This wording is the same as that of the last edition"})
    earliest = max(today, last.in_force_from) if last else today
    if in_force_from < earliest:
        raise ValidationError({"in_force_from": f"Enter {earliest:%-d %B %Y} or a later day"})


@transaction.atomic
def confirm_points(*, by: User, edition: DocumentEdition, points: Mapping[str, bool]) -> None:
    """Keep which points the wording of an edition makes and which it does not, as somebody has read it."""
    _keep_points(edition, points, by)
    made = sorted(key for key, is_said in points.items() if is_said)
    detail = {"document": edition.document_id, "edition": edition.number, "says": made}
    record("document:confirm-points", by=by, about=edition, place=edition.document.trust, detail=detail)


def _keep_points(edition: DocumentEdition, points: Mapping[str, bool], by: User | str) -> None:
    person, now = (by.person if isinstance(by, User) else None), timezone.now()
    for key, is_said in points.items():
        WordingPoint.objects.update_or_create(
            edition=edition, point=key, defaults={"is_said": is_said, "by": person, "at": now}
        )
