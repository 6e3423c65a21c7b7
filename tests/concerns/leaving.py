"""A case with something of everything in it, for what is printed and handed over."""

from __future__ import annotations

import io
from datetime import timedelta

import pyzipper
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lanyard.concerns.core.choices import ActionKind, ConcernType, EntryKind, ParentContact, PartyRole
from lanyard.concerns.core.models import (
    CaseAction,
    Concern,
    Debrief,
    Entry,
    EntryEdit,
    Message,
    ParentTold,
    Party,
    key_of,
)
from lanyard.concerns.handover.actions.export import export_case
from lanyard.people.models import School
from lanyard.records import attachments
from tests.concerns.factories import by_staff, make_concern
from tests.factories.people import make_family, make_person, make_pupil
from tests.records.samples import png

PASSWORD = "horse battery staple harbour"


def link(concern: Concern, person, role: str = PartyRole.CHILD) -> Party:
    """Make somebody on the register part of the case."""
    return Party.objects.create(
        concern=concern, role=role, name=person.full_name, person=str(person.pk), person_key=key_of(person),
        year_group="5" if role == PartyRole.CHILD else "", added_at=timezone.now(),
    )  # fmt: skip


def make_case(cast, kind: str = ConcernType.BULLYING, school: School | None = None) -> Concern:
    """Ash Quill is bullied by Bo Fenn; the teacher reported it; Ash's mother is Mara Quill-Stone."""
    school = school or cast.old_quay
    child = make_pupil(school, "Ash Quill")
    mother = make_person(school.trust, "Mara Quill-Stone", email="mara@example.org")
    make_family(child, mother)
    make_family(make_pupil(school, "Wren Quill"), mother)
    answers = {"about": "pupil", "about_name": "Bo Fenn", "usernames": "@bo_fenn99", "platform": "whatsapp"}
    sent = by_staff(cast.teacher, answers=answers, account="Bo Fenn wrote to Ash. ASH'S mum Mara rang 07700 900123.")
    concern = make_concern(school, kind, **sent, child_words="Bo is mean, see @bo_fenn99")
    party, now = link(concern, child), timezone.now()
    entry = Entry.objects.create(
        concern=concern, kind=EntryKind.TALK, text="Talked to Ash and to Wren.", happened_at=now - timedelta(days=2),
        entered_at=now - timedelta(days=1), by=cast.dsl.person,
    )  # fmt: skip
    EntryEdit.objects.create(
        entry=entry, old_text="Talked to Ash Quill.", old_happened_at=entry.happened_at, reason="Wren was there too",
        at=now, by=cast.dsl.person,
    )  # fmt: skip
    Message.objects.create(concern=concern, text="Thank you.", from_reporter=False, at=now, by=cast.dsl.person,
                           sent_once=concern.ref)  # fmt: skip
    CaseAction.objects.create(concern=concern, kind=ActionKind.SUPPORT, party=party, says="A. Quill sees the nurse.",
                              added_at=now, added_by=cast.dsl.person, done_at=now, done_how="Seen")  # fmt: skip
    ParentTold.objects.create(concern=concern, party=party, contact=ParentContact.TOLD, note="Mrs Quill-Stone knows",
                              at=now, by=cast.dsl.person)  # fmt: skip
    Debrief.objects.create(concern=concern, happened="A chat group", held=True, at=now, by=cast.dsl.person)
    return concern


def attach(concern: Concern, by, name: str = "chat.png") -> attachments.Attachment:
    upload = SimpleUploadedFile(name, png())
    return attachments.store(upload, by=by, about=concern, place=concern.school, subject="concern-file")


def exported(concern: Concern, by, **fields) -> bytes:
    given = {"level": "full", "to": "The DSL of Hill School", "where": "", "password": PASSWORD}
    return export_case(concern=concern, by=by, **(given | fields)).content


def inside(sent: bytes, password: str = PASSWORD) -> dict[str, bytes]:
    """What an archive holds, as any ZIP program sees it."""
    with pyzipper.AESZipFile(io.BytesIO(sent)) as archive:
        archive.setpassword(password.encode())
        return {name: archive.read(name) for name in archive.namelist()}
