"""Sending what waits to be emailed. Called by the background work only.

Each notice is claimed before it is sent: one statement moves its next try a quarter of an hour ahead, so that two
workers never send the same one, and one that a crash left claimed is tried again by itself. No transaction is held
open while the mail server is spoken to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from uuid import UUID, uuid4

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from lanyard.notices import mail
from lanyard.notices.models import NotEmailed, Notice
from lanyard.notices.rules import next_try
from lanyard.records.audit import record

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)


def send_one_by_one(ids: Iterable[UUID | str]) -> int:
    """Send an email for each of these notices that is due; answers how many went out."""
    due = Notice.objects.filter(pk__in=list(ids), next_try_at__lte=timezone.now())
    return _send_all([pk] for pk in due.order_by("created_at", "id").values_list("pk", flat=True))


def send_due(*, digests: bool) -> int:
    """Send what is due: urgent notices and earlier failures; with `digests`, also one email a person for the rest."""
    due = Notice.objects.filter(next_try_at__lte=timezone.now())
    urgent = due.filter(urgent=True).order_by("created_at", "id").values_list("pk", flat=True)
    others = due.filter(urgent=False) if digests else due.filter(urgent=False, tries__gt=0)
    pairs = others.order_by("person_id", F("due").asc(nulls_last=True), "created_at").values_list("person_id", "pk")
    per_person = [[pk for _, pk in group] for _, group in groupby(pairs, key=lambda pair: pair[0])]
    return _send_all([*([pk] for pk in urgent), *per_person])


def _send_all(parcels: Iterable[list[UUID]]) -> int:
    over = mail.connection()
    results = [_send(parcel, over) for parcel in parcels]
    over.close()
    if results:
        with transaction.atomic():
            detail = {"sent": results.count(True), "not_sent": results.count(False)}
            record("notice:send", by="system:notices", about=None, detail=detail)
    return results.count(True)


def _send(ids: list[UUID], over: BaseEmailBackend) -> bool:
    """Send one email about these notices of one person. What goes wrong stays with this person."""
    claimed = _claim(ids)
    if not claimed:
        return False
    rows = Notice.objects.filter(claim=claimed[0].claim)
    person = claimed[0].person
    if person.left_on and person.left_on < timezone.localdate():
        _give_up(rows, NotEmailed.LEFT, "")
        return False
    try:
        mail.send(person, claimed, over)
    except mail.Refused as problem:
        _give_up(rows, NotEmailed.REFUSED, problem.code)
    except mail.NotSent as problem:
        _try_later(rows, claimed[0].tries, problem.code)
    else:
        # Somebody may have read it while it was being sent: it has gone out all the same.
        rows.update(emailed_at=timezone.now(), next_try_at=None, not_emailed="", last_error="")
        return True
    return False


def _claim(ids: list[UUID]) -> list[Notice]:
    now, token = timezone.now(), uuid4()
    Notice.objects.filter(pk__in=ids, next_try_at__lte=now).update(
        claim=token, next_try_at=now + LEASE, tries=F("tries") + 1
    )
    return list(
        Notice.objects.filter(claim=token)
        .select_related("person")
        .order_by(F("due").asc(nulls_last=True), "created_at")
    )


def _try_later(rows: QuerySet[Notice], tries: int, code: str) -> None:
    again = next_try(tries, timezone.now())
    if again is None:
        _give_up(rows, NotEmailed.GAVE_UP, code)
    else:
        # What was read or done while it was being tried stays closed.
        rows.filter(next_try_at__isnull=False).update(next_try_at=again, last_error=code)


def _give_up(rows: QuerySet[Notice], reason: NotEmailed, code: str) -> None:
    rows.update(next_try_at=None, not_emailed=reason, last_error=code)
