"""Printing the chronology of a case, with or without names. It is on record who did, when and why."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.common import need_handler, note
from lanyard.concerns.core.choices import EntryKind
from lanyard.concerns.core.models import Concern, Entry
from lanyard.concerns.core.print import chronology_pdf
from lanyard.concerns.handover.casefile import FULL, REDACTED
from lanyard.concerns.handover.chronology import printed
from lanyard.concerns.handover.nameless import nameless
from lanyard.concerns.handover.queries.casefile import content_of
from lanyard.concerns.handover.queries.named import named_in
from lanyard.concerns.handover.rules.redaction import redactor
from lanyard.people.models import User


@transaction.atomic
def print_chronology(*, concern: Concern, level: str, reason: str, by: User) -> bytes:
    """The chronology as a PDF; `level` is "full" or "redacted". Raises `Refused` for who does not deal with the case.

    The reason is kept in the case, as a step of it; the paper shows what was there before.
    """
    need_handler(by, concern)
    redacted = level == REDACTED
    content = content_of(concern)
    if redacted:
        content = nameless(content, redactor(named_in(concern, content)))
    who = "a colleague" if redacted else by.person.full_name
    made = chronology_pdf(printed(content, redacted=redacted, printed_on=timezone.localdate(), by=who))
    keep_step(concern, "Chronology printed without names" if redacted else "Chronology printed with names", reason, by)
    note("concern:print", concern, by, level=REDACTED if redacted else FULL)
    return made


def keep_step(concern: Concern, text: str, reason: str, by: User) -> None:
    """Keep in the case that something was done with it, and why."""
    now = timezone.now()
    Entry.objects.create(
        concern=concern, kind=EntryKind.STEP, text=text, reason=reason, happened_at=now, entered_at=now, by=by.person
    )
