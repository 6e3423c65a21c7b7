"""Signing, here or on paper, and being exempt."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import Person, School, User
from lanyard.people.queries import schools_of
from lanyard.records import attachments
from lanyard.records.audit import record
from lanyard.training import shown
from lanyard.training.actions.reminding import about
from lanyard.training.messages import RECEIPT
from lanyard.training.models import Document, DocumentEdition, Exemption, SignedBy, SignOff
from lanyard.training.queries import edition_in_force, major_from, sign_off_status_of, signature_of
from lanyard.training.rules import longest_exemption, name_matches, still_counts

NOT_YOURS = "You do not need to sign this document."
CHANGED = "The wording has changed since you opened this page. Read the new wording, then sign."
SHOW_AGAIN = "The text was opened too long ago. Read it again here, then sign."


@transaction.atomic
def sign(*, by: User, document: Document, edition_id: UUID, typed_name: str, note: str) -> SignOff:
    """Sign the edition in force that was shown to the person (STA2, EXP1, OFF12).

    `note` is the sealed note of the page that showed the text. Signing twice answers the first signature, unless that
    has to be renewed by now. Raises ValidationError with the field and what to do about it.
    """
    # Two presses of the button wait for each other here.
    person = Person.objects.select_for_update().get(pk=by.person_id)
    now = timezone.now()
    on = timezone.localdate()
    standing = sign_off_status_of(person, document, on)
    if standing is None:
        raise ValidationError(NOT_YOURS)
    edition = standing.edition
    if edition.pk != edition_id:
        raise ValidationError(CHANGED)
    done = SignOff.objects.filter(person=person, edition=edition).order_by("-signed_on").first()
    if done and still_counts(done.signed_on, document.renewing, on):
        return done
    opened_at = shown.shown_at(note, edition, person.pk, now)
    if opened_at is None:
        raise ValidationError(SHOW_AGAIN)
    if not name_matches(typed_name, person.given_name, person.family_name, person.preferred_name):
        raise ValidationError({"typed_name": f"Type your name as it is on the register: {person.full_name}"})
    signed = _new(person, edition, SignedBy.ONLINE, on)
    signed.typed_name, signed.opened_at = " ".join(typed_name.split()), opened_at
    signed.append()
    _follow_up(signed, "sign-off:sign", by, School.objects.get(pk=standing.school_id))
    url = reverse("training:signed", kwargs={"sign_off": signed.pk})
    tell(RECEIPT(url=url, document=document.title), [person], by=by)
    return signed


@transaction.atomic
def enter_paper_sign_off(
    *, by: User, person: Person, document: Document, school: School, signed_on: date, scan: UploadedFile
) -> SignOff:
    """Enter that the person signed the edition in force on paper, with a scan or photograph of it.

    For people without an account, such as volunteers. Nobody enters their own. Raises ValidationError with the field.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    on = timezone.localdate()
    edition = edition_in_force(document, on)
    if edition is None:
        raise ValidationError("No edition of this document is in force.")
    if by.person_id == person.pk:
        raise ValidationError("You can’t enter your own signature. Ask a colleague.")
    if signature_of(person, edition, on):
        raise ValidationError("This signature has already been entered.")
    first = major_from(edition)
    if not first <= signed_on <= on:
        says = f"Enter a day from {first:%-d %B %Y}, when edition {edition.major}.0 came in force, to today"
        raise ValidationError({"signed_on": says})
    if not still_counts(signed_on, document.renewing, on):
        raise ValidationError({"signed_on": f"It is signed {document.renewal_says}: that day is too long ago"})
    signed = _new(person, edition, SignedBy.PAPER, signed_on)
    signed.entered_by = by.person
    try:
        signed.scan = attachments.store(scan, by=by, about=signed, place=school).pk
    except Refused as problem:
        raise ValidationError({"scan": str(problem)})
    signed.append()
    _follow_up(signed, "sign-off:enter-paper", by, school)
    return signed


@transaction.atomic
def exempt(*, by: User, person: Person, document: Document, school: School, reason: str, end: date) -> Exemption:
    """Say that the person need not sign the document from today up to and including a day, and why.

    That day is at most a year ahead. Nobody exempts themselves. Raises ValidationError with the field.
    """
    on = timezone.localdate()
    if by.person_id == person.pk:
        raise ValidationError("You can’t exempt yourself. Ask the executive headteacher.")
    longest = longest_exemption(on)
    if not on <= end <= longest:
        raise ValidationError({"end": f"Enter a day from today to {longest:%-d %B %Y}"})
    made = Exemption.objects.create(person=person, document=document, reason=reason, start=on, end=end, by=by.person)
    settle(about(document), people=[person])
    detail = {"document": document.pk, "until": end, "also_at": schools_of([person], on) - {school.pk}}
    record("sign-off:exempt", by=by, about=made, place=school, detail=detail)
    return made


def _new(person: Person, edition: DocumentEdition, route: SignedBy, signed_on: date) -> SignOff:
    return SignOff(
        person=person,
        edition=edition,
        wording_sha256=edition.sha256,
        route=route,
        signed_on=signed_on,
        signed_at=timezone.now(),
    )


def _follow_up(signed: SignOff, event: str, by: User, school: School) -> None:
    settle(about(signed.edition.document), people=[signed.person])
    # A signature counts wherever the person is asked for it.
    also_at = schools_of([signed.person], timezone.localdate()) - {school.pk}
    detail = {"edition": signed.edition_id, "wording": signed.wording_sha256, "also_at": also_at}
    record(event, by=by, about=signed, place=school, detail=detail)
