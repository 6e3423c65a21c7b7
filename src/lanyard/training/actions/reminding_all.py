"""One press that reminds everybody at a school who has not signed a document."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import tell
from lanyard.notices.models import NotEmailed
from lanyard.people.models import School, User
from lanyard.records.audit import record
from lanyard.training.messages import PLEASE_SIGN
from lanyard.training.models import Document
from lanyard.training.queries import at_school, end_of
from lanyard.training.queries.reminding import about, to_remind


@dataclass(frozen=True)
class Reminded:
    """How many people were reminded, and how many of them have no email address to be reached at."""

    people: int
    without_email: int


@transaction.atomic
def remind_all(*, by: User, document: Document, school: School) -> Reminded:
    """Remind those at the school who have still to sign and were not told of it today, at once. Raises `Refused` when
    there is nobody to remind."""
    today = timezone.localdate()
    rows = to_remind(at_school(school, document, today), today)
    by_due: dict = {}
    for row in rows:
        by_due.setdefault((row.edition, row.due), []).append(row.person)
    told = []
    for (edition, due), people in by_due.items():
        message = PLEASE_SIGN(
            document=document.title,
            url=reverse("training:sign", kwargs={"document": document.pk}),
            about=about(document),
            # Two presses at one moment remind once.
            once=f"{document.pk}:{edition.major}:asked:{today}",
            due=end_of(due),
            school_id=school.pk,
        )
        told += tell(message, people, by=by)
    if not told:
        raise Refused("Everyone who has still to sign has been reminded today already.")
    without = sum(notice.not_emailed == NotEmailed.NO_ADDRESS for notice in told)
    detail = {"people": len(told), "document": document.pk}
    record("sign-off:remind-all", by=by, about=rows[0].edition, place=school, detail=detail)
    return Reminded(len(told), without)
