"""Asking for signatures, reminding, and telling line managers and headteachers when it takes too long."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lanyard.notices.actions import tell
from lanyard.notices.messages import number_of_people
from lanyard.people.choices import Role
from lanyard.people.models import Membership, Person, School, current
from lanyard.people.queries import holders_at
from lanyard.records.audit import record
from lanyard.training.messages import SCHOOL_IS_LATE, SIGN_THIS, TEAM_IS_LATE
from lanyard.training.models import Document, DocumentEdition, Renewal
from lanyard.training.owed import Owed, owed
from lanyard.training.queries import OPEN, end_of
from lanyard.training.queries.reminding import about
from lanyard.training.rules import Rung, rung_reached

BY = "system:reminders"


def remind(*, documents: QuerySet[Document] | None = None) -> int:
    """Tell everybody who has just reached a rung of the ladder, of these documents or of all.

    The rungs: when first asked, a week before it is due, on the day, a week late (the line manager hears how many), two
    weeks late (the headteacher hears how many). Each rung is told once, however often this runs; after a day without a
    run, only the last rung reached is told. Answers how many people were told.
    """
    today = timezone.localdate()
    by_document: dict[UUID, list[Owed]] = defaultdict(list)
    for row in owed(today, documents=documents):
        if row.state in OPEN:
            by_document[row.document_id].append(row)
    editions = DocumentEdition.objects.select_related("document__trust").in_bulk(
        {rows[0].edition_id for rows in by_document.values()}
    )
    return sum(_remind_of(editions[rows[0].edition_id], rows, today) for rows in by_document.values())


@transaction.atomic
def _remind_of(edition: DocumentEdition, rows: list[Owed], today: date) -> int:
    first: dict[UUID, Owed] = {}
    for row in sorted(rows, key=lambda row: row.due):
        first.setdefault(row.person_id, row)
    told: dict[Rung, set[UUID]] = defaultdict(set)
    for (rung, due), people in _groups(first.values(), today).items():
        told[rung] |= _ask(edition, rung, due, people)
    count = sum(map(len, told.values()))
    if count:
        _tell_managers(edition, told[Rung.WEEK_LATE], today)
        _tell_heads(edition, [row for row in rows if row.person_id in told[Rung.TWO_WEEKS_LATE]], today)
        record("sign-off:remind", by=BY, about=edition, place=edition.document.trust, detail={"people": count})
    return count


def _groups(rows: Iterable[Owed], today: date) -> dict[tuple[Rung, date], list[UUID]]:
    groups: dict[tuple[Rung, date], list[UUID]] = defaultdict(list)
    for row in rows:
        rung = rung_reached(row.asked, row.due, today)
        if rung is not None:
            groups[rung, row.due].append(row.person_id)
    return groups


def _ask(edition: DocumentEdition, rung: Rung, due: date, people: list[UUID]) -> set[UUID]:
    """Tell these people, and answer those who had not been told of this rung before. Each renewal is told anew."""
    renewed = "" if edition.document.renewal == Renewal.NEVER else f":{due}"
    message = SIGN_THIS(
        document=edition.document.title,
        case=rung,
        url=reverse("training:sign", kwargs={"document": edition.document_id}),
        about=about(edition.document),
        once=f"{edition.document_id}:{edition.major}:{rung.name}{renewed}",
        due=end_of(due),
    )
    made = tell(message, Person.objects.in_bulk(people).values(), by=BY)
    return {notice.person_id for notice in made}


def _tell_managers(edition: DocumentEdition, late: set[UUID], today: date) -> None:
    """Tell each line manager how many of the people they manage are now a week late."""
    pairs = Membership.objects.filter(current(today), person__in=late, line_manager__isnull=False)
    per_manager = Counter(manager for manager, _ in set(pairs.values_list("line_manager", "person")))
    managers = Person.objects.in_bulk(per_manager)
    for count in set(per_manager.values()):
        message = TEAM_IS_LATE(
            document=edition.document.title,
            people=number_of_people(count),
            url=reverse("training:team"),
            once=f"{edition.document_id}:{edition.major}:{today}",
        )
        tell(message, [managers[pk] for pk, own in per_manager.items() if own == count], by=BY)


def _tell_heads(edition: DocumentEdition, late: list[Owed], today: date) -> None:
    """Tell the headteacher of each school how many of its people are now two weeks late."""
    per_school = Counter(row.school_id for row in late)
    schools = School.objects.filter(pk__in=per_school)
    heads = holders_at([Role.HEADTEACHER], schools, today)
    for school in schools:
        message = SCHOOL_IS_LATE(
            document=edition.document.title,
            people=number_of_people(per_school[school.pk]),
            url=reverse("training:at-school", kwargs={"school": school.slug, "document": edition.document_id}),
            once=f"{edition.document_id}:{edition.major}:{school.pk}:{today}",
            school_id=school.pk,
        )
        tell(message, heads[school.pk], by=BY)
