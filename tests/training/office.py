"""Documents, editions and signatures for tests, made through the actions wherever they can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfWriter

from lanyard.people.choices import Kind
from lanyard.people.models import Person, School, Trust, User
from lanyard.training import actions, courses, shown
from lanyard.training.courses import OFFICIAL_CHANNELS
from lanyard.training.models import (
    Attendance,
    Course,
    Document,
    DocumentAudience,
    DocumentEdition,
    SignedBy,
    SignOff,
    TrainingSession,
)
from lanyard.training.rules import wording_hash

TODAY = date(2026, 11, 24)
STAFF = (Kind.LEADER, Kind.TEACHER, Kind.SUPPORT, Kind.GOVERNOR, Kind.VOLUNTEER)


def make_document(
    trust: Trust, key: str = "code", *, kinds=STAFF, roles=(), keeps=("STA2",), days: int = 14, title: str = ""
) -> Document:
    """A document without an edition."""
    title = title or f"The {key}"
    document = Document.objects.create(trust=trust, key=key, title=title, keeps=list(keeps), days_to_sign=days)
    DocumentAudience.objects.bulk_create(
        [DocumentAudience(document=document, kind=kind) for kind in kinds]
        + [DocumentAudience(document=document, role=role) for role in roles]
    )
    return document


def make_edition(document: Document, from_day: date, major: int = 1, minor: int = 0) -> DocumentEdition:
    """An edition that came in force on a day, however long ago."""
    text = f"# {document.title}\n\n1. Be kind ({major}.{minor}).\n"
    edition = DocumentEdition(
        document=document,
        major=major,
        minor=minor,
        text=text,
        sha256=wording_hash(text),
        in_force_from=from_day,
        published_at=datetime.combine(from_day, time(9), UTC),
    )
    edition.append()
    return edition


def make_signature(person: Person, edition: DocumentEdition, on: date) -> SignOff:
    """A signature that was made on a day, however long ago."""
    at = datetime.combine(on, time(12), UTC)
    signed = SignOff(
        person=person,
        edition=edition,
        wording_sha256=edition.sha256,
        route=SignedBy.ONLINE,
        typed_name=person.full_name,
        opened_at=at - timedelta(minutes=3),
        signed_on=on,
        signed_at=at,
    )
    signed.append()
    return signed


def sign(user: User, document: Document, **fields) -> SignOff:
    """Sign as the page does, unless a test says otherwise."""
    edition = document.editions.first()
    ready = {
        "edition_id": edition.pk,
        "typed_name": user.person.full_name,
        "note": shown.note(edition, user.person_id, timezone.now()),
    }
    return actions.sign(by=user, document=document, **(ready | fields))


def make_scan(name: str = "signed.pdf") -> SimpleUploadedFile:
    """A PDF of one empty page."""
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.write(content)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")


def make_course(trust: Trust, **fields) -> Course:
    """The course for those who run a channel, as it comes with Lanyard."""
    known = Course.objects.filter(trust=trust, key=OFFICIAL_CHANNELS).first()
    shipped = next(one for one in courses.shipped() if one["key"] == OFFICIAL_CHANNELS)
    return known or Course.objects.create(trust=trust, **(shipped | fields))


def train(person: Person, school: School, on: date, entered_by: Person) -> Attendance:
    """That the person took part on a day, however long ago."""
    session = TrainingSession(
        course=make_course(school.trust),
        school=school,
        held_on=on,
        led_by="The online safety team",
        entered_by=entered_by,
        entered_at=datetime.combine(on, time(15), UTC),
    )
    session.append()
    made = Attendance(session=session, person=person)
    made.append()
    return made
