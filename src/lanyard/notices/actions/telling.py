"""Telling people, and closing what they were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from lanyard.notices import queue
from lanyard.notices.messages import Message
from lanyard.notices.models import NotEmailed, Notice
from lanyard.notices.rules import next_step_at
from lanyard.people.models import Person, User
from lanyard.records import moments
from lanyard.records.audit import PlaceIds, record

# One background task emails this many people, one after the other.
BATCH = 50
# Fields of notices whose email, if it has not gone out, shall not.
_NO_EMAIL_NEEDED = {
    "next_try_at": None,
    "not_emailed": Case(When(next_try_at__isnull=False, then=Value(NotEmailed.NOT_NEEDED)), default=F("not_emailed")),
}


@transaction.atomic
def tell(message: Message, to: Iterable[Person], *, by: Any, at: datetime | None = None) -> list[Notice]:
    """Tell people something, in the caller's transaction: nobody is told what was rolled back.

    Urgent messages are emailed as soon as the transaction is committed (the job is a row of the same transaction, so a
    crash in between loses nothing); the others wait for the daily digest. Answers the notices that are new: where the
    message says `once`, those who have been told before are left out. `at` is given where the very second would tell
    too much.
    """
    now, today = at or moments.now(), timezone.localdate()
    escalate_at = next_step_at([step.after for step in message.of.escalation], 0, now)
    people = {person.pk: person for person in to}
    made = [_notice(message, person, now, today, escalate_at) for person in people.values()]
    Notice.objects.bulk_create(made, ignore_conflicts=bool(message.once))
    if message.once:
        new = set(Notice.objects.filter(pk__in=[notice.pk for notice in made]).values_list("pk", flat=True))
        made = [notice for notice in made if notice.pk in new]
    if made:
        place = PlaceIds(people[made[0].person_id].trust_id, message.school_id)
        detail = {"kind": message.of.kind, "people": len(made)}
        record(f"{message.of.audit_subject}:tell", by=by, about=made[0], place=place, detail=detail, at=at)
    if message.of.urgent:
        _email_soon([notice for notice in made if notice.next_try_at])
    return made


def settle(about: str, *, people: Iterable[Person] | None = None) -> int:
    """Close the open notices about something because it is done; only those of `people`, if given.

    Emails that have not gone out are not sent, and nothing is passed on any more. Answers how many were closed.
    """
    rows = Notice.objects.filter(about=about, settled_at__isnull=True)
    if people is not None:
        rows = rows.filter(person__in=people)
    return rows.update(settled_at=moments.now(), escalate_at=None, **_NO_EMAIL_NEEDED)


@transaction.atomic
def mark_read(notices: Iterable[Notice], *, by: User) -> int:
    """Mark the user's own notices as read; an email that has not gone out is not needed any more."""
    own = Notice.objects.filter(pk__in=[notice.pk for notice in notices], person=by.person, read_at__isnull=True)
    first = own.first()
    if first is None:
        return 0
    count = own.update(read_at=timezone.now(), **_NO_EMAIL_NEEDED)
    record("notice:read", by=by, about=first, place=PlaceIds(by.person.trust_id, None), detail={"notices": count})
    return count


def _notice(message: Message, person: Person, now: datetime, today: date, escalate_at: datetime | None) -> Notice:
    not_emailed = ""
    if person.left_on and person.left_on < today:
        not_emailed = NotEmailed.LEFT
    elif not (message.address or person.email):
        not_emailed = NotEmailed.NO_ADDRESS
    return Notice(
        person=person,
        school_id=message.school_id,
        kind=message.of.kind,
        about=message.about,
        once=message.once,
        title=message.title,
        says=message.says,
        subject=message.of.subject,
        address=message.address,
        url=message.url,
        urgent=message.of.urgent,
        due=message.due,
        created_at=now,
        escalate_at=escalate_at,
        not_emailed=not_emailed,
        next_try_at=None if not_emailed else now,
    )


def _email_soon(notices: Sequence[Notice]) -> None:
    for start in range(0, len(notices), BATCH):
        queue.send_emails.enqueue([str(notice.pk) for notice in notices[start : start + BATCH]])
