"""Publishing editions of the documents that people sign."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lanyard.notices.actions import settle
from lanyard.people.models import User
from lanyard.records.audit import record
from lanyard.training.actions.reminding import about, remind
from lanyard.training.models import Document, DocumentEdition
from lanyard.training.rules import next_number, wording_hash


@transaction.atomic
def publish_edition(
    *, by: User | str, document: Document, text: str, is_major: bool, in_force_from: date, changes: str = ""
) -> DocumentEdition:
    """Publish a wording that is asked of people from a day on, today at the earliest.

    A major edition is asked of everybody again: they are told at once, or on the day it comes in force. A minor one
    asks nobody who has signed. The first edition is 1.0. Raises ValidationError with the field.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    today = timezone.localdate()
    existing = list(document.editions.all())
    # A browser sends the ends of lines its own way; the same wording has to keep the same mark.
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise ValidationError({"text": "Enter the wording"})
    if existing and wording_hash(text) == existing[0].sha256:
        raise ValidationError({"text": "This wording is the same as that of the last edition"})
    earliest = max([today, *(edition.in_force_from for edition in existing[:1])])
    if in_force_from < earliest:
        raise ValidationError({"in_force_from": f"Enter {earliest:%d/%m/%Y} or a later day"})
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
    )
    edition.append()
    detail = {"document": document.pk, "edition": edition.number, "wording": edition.sha256, "from": in_force_from}
    record("document:publish-edition", by=by, about=edition, place=document.trust, detail=detail)
    if minor == 0 and in_force_from == today:
        settle(about(document))
        remind(documents=Document.objects.filter(pk=document.pk))
    return edition
