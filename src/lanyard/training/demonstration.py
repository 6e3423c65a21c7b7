"""The demonstration's signatures: documents in two editions, signed by most, late in some schools."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from uuid import UUID

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from lanyard.kernel.years import academic_year
from lanyard.people.choices import Kind
from lanyard.people.demonstration import World
from lanyard.people.models import Person, RoleHolding, School
from lanyard.records import attachments
from lanyard.training import courses
from lanyard.training.actions.loading import shipped
from lanyard.training.actions.own_documents import OWN
from lanyard.training.models import (
    Attendance,
    Course,
    Document,
    DocumentAudience,
    DocumentEdition,
    Exemption,
    Renewal,
    SignedBy,
    SignOff,
    TrainingSession,
)
from lanyard.training.owed import owed
from lanyard.training.rules import wording_hash

BY = "system:demonstration"
# Signed again by everybody since the start of this school year.
REVISED = "staff_acceptable_use"
# How many sign in time, by school in turn: one school is complete, one is nearly there, one is behind.
SHARES = (1.0, 0.95, 0.7)


def build(world: World) -> None:
    """Add the shipped documents, one of them in a second major edition, and the signatures of two school years."""
    documents = [_document(world, entry) for entry in shipped()]
    _own_document(world)
    new_year = academic_year(world.today).first_day + timedelta(days=2)
    middle = world.first_day + timedelta(days=200)
    _sign(world, asked=world.first_day + timedelta(days=1), by_day=middle, shares=(1.0, 1.0, 0.97))
    revised = next(d for d in documents if d.key == REVISED)
    first = revised.editions.get()
    text = first.text + "\n\nYour own phone stays out of sight of pupils during the school day.\n"
    _edition(world, revised, text, number=(2, 0), from_day=new_year, changes="Phones stay out of sight of pupils.")
    _sign(world, asked=min(new_year, world.today), by_day=world.today, shares=SHARES)
    _exempt(world, documents)
    _train(world)


def _document(world: World, entry: dict) -> Document:
    document = Document.objects.create(
        trust=world.trust,
        key=entry["key"],
        title=entry["title"],
        keeps=entry["clauses"],
        days_to_sign=entry["days_to_sign"],
    )
    DocumentAudience.objects.bulk_create(
        [DocumentAudience(document=document, kind=kind) for kind in entry["asked_of"]]
        + [DocumentAudience(document=document, role=role) for role in entry["asked_of_roles"]]
    )
    _edition(world, document, entry["text"], number=(1, 0), from_day=world.first_day)
    return document


def _own_document(world: World) -> None:
    """A document of the trust's own, asked at its first school alone, and signed there each school year."""
    text = files("lanyard.training").joinpath("data", "demonstration", "staff-mobile-phone-agreement.md")
    document = Document.objects.create(
        trust=world.trust,
        key=f"{OWN}staff-mobile-phone-agreement",
        title="Staff mobile phone agreement",
        is_own=True,
        keeps=["EXP4", "STA1"],
        renewal=Renewal.SCHOOL_YEAR,
    )
    DocumentAudience.objects.bulk_create(
        DocumentAudience(document=document, kind=kind, school=world.schools[0])
        for kind in (Kind.LEADER, Kind.TEACHER, Kind.SUPPORT)
    )
    _edition(world, document, text.read_text(encoding="utf-8"), number=(1, 0), from_day=world.first_day)


def _edition(
    world: World, document: Document, text: str, *, number: tuple[int, int], from_day: date, changes: str = ""
) -> None:
    DocumentEdition(
        document=document,
        major=number[0],
        minor=number[1],
        text=text,
        sha256=wording_hash(text),
        changes=changes,
        in_force_from=from_day,
        published_by=world.holders["trust_administrator", ""],
        published_at=_at(from_day),
    ).append()


def _sign(world: World, *, asked: date, by_day: date, shares: tuple[float, ...]) -> None:
    """Everybody who owes a signature on a day signs within weeks of being asked, but for the share that does not."""
    number = {school.pk: n for n, school in enumerate(world.schools)}
    editions = {e.pk: e for e in DocumentEdition.objects.all()}
    people = {p.pk: p for staff in world.staff.values() for p in staff} | {p.pk: p for p in world.holders.values()}
    sheets = {school.pk: _sheet(world, school) for school in world.schools}
    made, seen = [], set()
    # By what stays the same from one making to the next, unlike ids.
    place = {pk: n for n, pk in enumerate(people)}
    keys = dict(Document.objects.values_list("pk", "key"))
    rows = (row for row in owed(by_day) if row.person_id in people)
    for row in sorted(rows, key=lambda row: (number[row.school_id], place[row.person_id], keys[row.document_id])):
        key = (row.person_id, row.edition_id)
        if row.state == "signed" or key in seen:
            continue
        if world.rng.random() > shares[number[row.school_id] % len(shares)]:
            continue
        seen.add(key)
        day = min(max(row.asked, asked) + timedelta(days=world.rng.randint(0, 20)), by_day)
        made.append(_signature(world, people[row.person_id], editions[row.edition_id], day, sheets[row.school_id]))
    # Past the model's own door on purpose: it takes one signature at a time, with its receipt.
    SignOff._base_manager.bulk_create(made, batch_size=2000)


def _signature(world: World, person: Person, edition: DocumentEdition, day: date, scan: UUID) -> SignOff:
    signature = SignOff(
        person=person, edition=edition, wording_sha256=edition.sha256, signed_on=day, signed_at=_at(day)
    )
    if person.email:
        signature.route, signature.typed_name = SignedBy.ONLINE, person.full_name
        signature.opened_at = _at(day) - timedelta(minutes=4)
    else:
        signature.route, signature.entered_by = SignedBy.PAPER, world.holders["trust_administrator", ""]
        signature.scan = scan
    return signature


def _sheet(world: World, school: School) -> UUID:
    """The scan of one signed sheet: people without an account signed it together at the start of the year."""
    page = f"#set document(title: [Signed sheet])\n= {school.name}\nSigned at the start of the school year."
    upload = ContentFile(typst.compile(page.encode()), name="signed-sheet.pdf")
    return attachments.store(upload, by=BY, about=school, place=school, allowed=("pdf",)).pk


def _exempt(world: World, documents: list[Document]) -> None:
    head = world.holders.get(("headteacher", world.schools[0].slug))
    person = _last_teacher(world, world.schools[0])
    Exemption.objects.create(
        person=person,
        document=documents[0],
        reason="On parental leave; signs on return.",
        start=world.today - timedelta(days=60),
        end=world.today + timedelta(days=120),
        by=head,
    )


def _train(world: World) -> None:
    """Each school's operators were trained this school year and the one before; one of the last school's missed it."""
    made = [Course.objects.create(trust=world.trust, **one) for one in courses.shipped()]
    for course in made:
        held = RoleHolding.objects.filter(trust=world.trust, role=course.role).select_related("person", "school")
        people: dict[School, list[Person]] = defaultdict(list)
        for holding in held.order_by("start", "person__family_name", "pk"):
            people[holding.school].append(holding.person)
        for number, school in enumerate(world.schools):
            here = people[school]
            missed = here[:1] if number and number == len(world.schools) - 1 else []
            for ago, some in ((390, here), (45, [one for one in here if one not in missed])):
                _session(world, course, school, world.today - timedelta(days=ago), some)


def _session(world: World, course: Course, school: School, held_on: date, people: list[Person]) -> None:
    if not people:
        return
    session = TrainingSession(
        course=course,
        school=school,
        held_on=held_on,
        led_by="The trust’s online safety lead",
        entered_by=world.holders["trust_administrator", ""],
        entered_at=_at(held_on),
    )
    session.append()
    Attendance.append_all([Attendance(session=session, person=person) for person in people])


def _last_teacher(world: World, school: School) -> Person:
    return next(p for p in reversed(world.staff[school.slug]) if p.email and p.left_on is None)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12, 30)))
