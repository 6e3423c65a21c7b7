"""A trust's own documents: adding one, whom it is for, the wording that comes next, and taking it out of use."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.models import School, Trust, User
from lanyard.records import attachments
from lanyard.records.audit import record
from lanyard.records.models import Attachment
from lanyard.training.actions.editions import publish_edition
from lanyard.training.actions.reminding import about, remind
from lanyard.training.models import Document, DocumentAudience, DocumentEdition, Draft, Renewal
from lanyard.training.rules import Asked, audience_of

# Before the keys of a trust's own documents, which none that comes with Lanyard ever has.
OWN = "own-"
FILES = ("word", "pdf")


@dataclass(frozen=True)
class Details:
    """Whom a document is for, when it is signed, and which clause IDs signing it helps to keep.

    `who` are pairs (kind, "") and ("", role); `schools` are those at which it is asked, none for all of the trust's.
    """

    who: tuple[tuple[str, str], ...]
    schools: tuple[UUID, ...]
    days_to_sign: int
    renewal: str
    renewal_months: int | None
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewWording:
    """A wording to be looked at: typed, or read from a file that is kept beside it with what could not be read."""

    text: str
    file: UploadedFile | None = None
    remarks: tuple[str, ...] = ()


@transaction.atomic
def add_document(*, by: User, trust: Trust, title: str, details: Details, wording: NewWording) -> Document:
    """Add a document of the trust's own, as a draft: nobody is asked for it until it is published.

    Raises ValidationError with the field.
    """
    # Two presses of the button wait for each other here.
    trust = Trust.objects.select_for_update().get(pk=trust.pk)
    title = " ".join(title.split())
    if Document.objects.filter(trust=trust, title__iexact=title, withdrawn_from__isnull=True).exists():
        raise ValidationError({"title": "There is already a document with this title. Use a different one"})
    document = Document(trust=trust, key=_key(trust, title), title=title, is_own=True)
    _set(document, details)
    document.save(force_insert=True)
    _keep_audience(document, details, published=False)
    record("document:add", by=by, about=document, place=trust, detail={"key": document.key})
    write_draft(by=by, document=document, wording=wording)
    return document


@transaction.atomic
def change_document(*, by: User, document: Document, details: Details) -> None:
    """Change whom a document of the trust's own is for, when it is signed, and what it helps to keep.

    Who is meant for the first time is asked from today on, and told at once. Raises ValidationError with the field.
    """
    document = Document.objects.select_for_update().get(pk=document.pk, is_own=True)
    published = document.editions.exists()
    if published and details.days_to_sign < document.days_to_sign:
        says = f"Enter {document.days_to_sign} or more: that long was promised to those who were asked"
        raise ValidationError({"days_to_sign": says})
    was = (document.renewal, document.renewal_months)
    _set(document, details)
    if published and (document.renewal, document.renewal_months) != was:
        document.renews_from = timezone.localdate()
    document.save()
    _keep_audience(document, details, published=published)
    detail = {
        "kinds": sorted(kind for kind, _ in details.who if kind),
        "roles": sorted(role for _, role in details.who if role),
        "schools": sorted(map(str, details.schools)),
        "days": details.days_to_sign,
        "renewal": f"{details.renewal}:{details.renewal_months or ''}",
        "keeps": sorted(details.keeps),
    }
    record("document:change", by=by, about=document, place=document.trust, detail=detail)
    if published:
        remind(documents=Document.objects.filter(pk=document.pk))


@transaction.atomic
def write_draft(*, by: User, document: Document, wording: NewWording) -> Draft:
    """Keep the wording that comes next, in place of the one before. Raises ValidationError with the field."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    _check_in_use(document)
    before = Draft.objects.filter(document=document).first()
    text = wording.text.replace("\r\n", "\n")
    if not text.strip():
        raise ValidationError({"text": "Enter the wording"})
    original, remarks = None, list(wording.remarks)
    if wording.file:
        try:
            original = attachments.store(wording.file, by=by, about=document, place=document.trust, allowed=FILES).pk
        except Refused as problem:
            raise ValidationError({"file": str(problem)})
    elif before and before.original and before.text == text:
        original, remarks = before.original, before.remarks
    if before and before.original and before.original != original:
        _forget_file(before)
    fields = {
        "text": text,
        "original": original,
        "remarks": remarks,
        "written_by": by.person,
        "written_at": timezone.now(),
    }
    draft, _ = Draft.objects.update_or_create(document=document, defaults=fields)
    detail = {"document": document.pk, "from_file": original is not None}
    record("document:draft", by=by, about=document, place=document.trust, detail=detail)
    return draft


@transaction.atomic
def give_up_draft(*, by: User, draft: Draft) -> None:
    """Forget a wording that was not published; a document that never was goes with it."""
    document = Document.objects.select_for_update().get(pk=draft.document_id)
    record("document:give-up", by=by, about=document, place=document.trust)
    _forget_file(draft)
    draft.delete()
    if document.is_own and not document.editions.exists():
        document.delete()


@transaction.atomic
def publish_draft(*, by: User, draft: Draft, is_major: bool, in_force_from: date, changes: str = "") -> DocumentEdition:
    """Publish the wording as it was looked at, as `publish_edition` does. Raises ValidationError with the field."""
    draft = Draft.objects.select_for_update().select_related("document__trust").get(pk=draft.pk)
    edition = publish_edition(
        by=by,
        document=draft.document,
        text=draft.text,
        is_major=is_major,
        in_force_from=in_force_from,
        changes=changes,
        original=draft.original,
    )
    draft.delete()
    return edition


@transaction.atomic
def withdraw_document(*, by: User, document: Document) -> None:
    """Ask nobody for a document of the trust's own from today on. What was signed stays on everybody's record."""
    document = Document.objects.select_for_update().get(pk=document.pk, is_own=True)
    if document.withdrawn_from is not None:
        return
    document.withdrawn_from = timezone.localdate()
    document.save(update_fields=["withdrawn_from"])
    if draft := Draft.objects.filter(document=document).first():
        _forget_file(draft)
        draft.delete()
    settle(about(document))
    record("document:withdraw", by=by, about=document, place=document.trust, detail={"key": document.key})


def _check_in_use(document: Document) -> None:
    if document.withdrawn_from is not None:
        raise ValidationError("This document has been withdrawn. Add it as a new one.")


def _set(document: Document, details: Details) -> None:
    document.days_to_sign, document.renewal = details.days_to_sign, details.renewal
    document.renewal_months = details.renewal_months if details.renewal == Renewal.MONTHS else None
    document.keeps = sorted(details.keeps)


def _keep_audience(document: Document, details: Details, *, published: bool) -> None:
    if not details.who:
        raise ValidationError({"kinds": "Select who it is for, by kind of people, by role, or both"})
    if School.objects.filter(pk__in=details.schools, trust=document.trust_id).count() != len(set(details.schools)):
        raise ValidationError({"schools": "Select schools of the trust"})
    rows = document.audience.values_list("kind", "role", "school", "since")
    before = [Asked(*row) for row in rows]
    after = audience_of(before, details.who, details.schools, timezone.localdate(), published=published)
    document.audience.all().delete()
    DocumentAudience.objects.bulk_create(
        DocumentAudience(document=document, kind=row.kind, role=row.role, school_id=row.school, since=row.since)
        for row in after
    )


def _forget_file(draft: Draft) -> None:
    """Its file is swept in the night. A file that was published is not a draft's any more."""
    if draft.original:
        Attachment.objects.filter(pk=draft.original).delete()


def _key(trust: Trust, title: str) -> str:
    taken: Collection[str] = set(Document.objects.filter(trust=trust).values_list("key", flat=True))
    stem = OWN + (slugify(title)[:40].strip("-") or "document")
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
