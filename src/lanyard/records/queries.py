"""Reads of the audit trail: the page for those who may see it, and the stream that is examined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.records import audit, head_file, triggers
from lanyard.records.audit import place_ids
from lanyard.records.chain import Anchor, Examination, Head, Link, Problem
from lanyard.records.keys import audit_key
from lanyard.records.models import AuditEvent, AuditHead

READ_AUDIT = "records:read-audit"
AT_ONCE = 5_000
# As text on SQLite, so that its driver doesn't stumble over a date that is none; PostgreSQL can't hold such a thing.
ANCHORS = {
    "sqlite": "SELECT CAST(date AS TEXT), number, digest, seal FROM records_auditanchor ORDER BY number, date",
    "postgresql": "SELECT date, number, digest, seal FROM records_auditanchor ORDER BY number, date",
}
LINKS = {
    "sqlite": "SELECT number, CAST(at AS TEXT), event, actor, about_kind, about_id, trust_id, school_id, detail, "
    "previous, digest FROM records_auditevent ORDER BY number",
    "postgresql": "SELECT number, at, event, actor, about_kind, about_id, trust_id, school_id, detail, "
    "previous, digest FROM records_auditevent ORDER BY number",
}


def visible_to(user: Any, place: Any) -> QuerySet[AuditEvent]:
    """What was done at the school, or anywhere in the trust, newest first; nothing for those who may not see it.

    What was done to the installation itself, such as a change of keys, belongs to its one trust; where several trusts
    share an installation, it is on no page and in the trail alone.
    """
    if place is None or not gate.may(user, READ_AUDIT, place):
        return AuditEvent.objects.none()
    ids = place_ids(place)
    if ids["school_id"]:
        here = Q(school_id=ids["school_id"])
    elif type(place)._default_manager.count() == 1:
        here = Q()
    else:
        here = Q(trust_id=ids["trust_id"])
    return AuditEvent.objects.filter(here).exclude(_is_private()).order_by("-at", "-number")


def _is_private() -> Q:
    found = Q(pk__in=[])
    for subject in sorted(audit.private):
        found |= Q(event__startswith=f"{subject}:")
    return found


def events_about(thing: models.Model, event: str) -> QuerySet[AuditEvent]:
    """The events of this name about one thing, newest first: for the page of the room that the thing belongs to."""
    about = {"about_kind": thing._meta.label_lower, "about_id": str(thing.pk)}
    return AuditEvent.objects.filter(event=event, **about).order_by("-number")


def last_event_about(thing: models.Model) -> int:
    """The number of the newest event about one thing, 0 where there is none: whether anything was done since."""
    about = {"about_kind": thing._meta.label_lower, "about_id": str(thing.pk)}
    return AuditEvent.objects.filter(**about).order_by("-number").values_list("number", flat=True).first() or 0


def narrowed(
    events: QuerySet[AuditEvent], *, since: date | None, until: date | None, event: str
) -> QuerySet[AuditEvent]:
    """Those of the days, both included, in local time, and of the kind of event if one is named."""
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    return events.filter(event=event) if event else events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Told:
    """An event as the page tells it."""

    says: str
    at: datetime
    who: str


def told(events: Iterable[AuditEvent]) -> list[Told]:
    """The events in words, with the names of those who did them, asked for all at once."""
    rows = list(events)
    ids = {UUID(row.actor.removeprefix("person:")) for row in rows if row.actor.startswith("person:")}
    names = {f"person:{key}": name for key, name in audit.actor_names(ids).items()}
    return [Told(audit.words.get(row.event, row.event), row.at, _who(row.actor, names)) for row in rows]


def _who(actor: str, names: dict[str, str]) -> str:
    kind, _, name = actor.partition(":")
    if kind == "system":
        return f"Lanyard itself ({name})"
    return names.get(actor, "Someone no longer on the register")


def head() -> Head | None:
    """The head record as it is stored, true or not."""
    row = AuditHead.objects.values_list("number", "digest", "seal").first()
    if row is None:
        return None
    number, digest, seal = row
    # SQLite would give back a text that somebody put in the place of the number.
    return Head(number if isinstance(number, int) else -1, digest, seal)


def anchors() -> list[Anchor]:
    """The anchors of the database, earliest first, true or not."""
    with connection.cursor() as cursor:
        cursor.execute(ANCHORS[connection.vendor])
        return [Anchor(number, digest, seal, str(date)) for date, number, digest, seal in cursor.fetchall()]


def links() -> Iterator[Link]:
    """Every event in the order of the numbers, a few thousand at a time, whatever somebody may have put there."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINKS[connection.vendor])
        while rows := cursor.fetchmany(AT_ONCE):
            for row in rows:
                number, at, event, actor, kind, about, trust, school, *rest = row
                yield Link(number, _time(at), event, actor, kind, about, _uuid(trust), _uuid(school), *rest)


def problems(examination: Examination) -> Iterator[Problem]:
    """Everything that is wrong with the audit trail, in its order."""
    for name in sorted(triggers.missing(connection)):
        yield Problem("the database", f"no longer refuses changes to the audit trail: its trigger {name} is missing")
    # Read first: events may be written meanwhile.
    beside = _beside(examination)
    yield from examination.problems(links(), head)
    yield from beside
    yield from _anchored(examination)


def _beside(examination: Examination) -> list[Problem]:
    """What the file beside the key says against the trail."""
    where = "the file keys/audit-head"
    try:
        beside = head_file.known(settings.LANYARD_HOME)
    except head_file.Damaged:
        return [Problem(where, "can’t be read")]
    if beside is None:
        return [Problem(where, "is missing")] if AuditEvent.objects.exists() or AuditHead.objects.exists() else []
    if not examination.remembers(beside, where):
        return [Problem(where, "was changed")]
    return []


def _anchored(examination: Examination) -> Iterator[Problem]:
    """Whether the trail was anchored every night. A trail that began today or yesterday may have none yet."""
    first = AuditEvent.objects.order_by("number").values_list("at", flat=True).first()
    yesterday = timezone.localdate() - timedelta(days=1)
    if first is None or timezone.localdate(first) >= yesterday:
        return
    last = max((anchor.date for anchor in examination.genuine), default="")
    if last < yesterday.isoformat():
        since = f"The last one is of {last}" if last else "There is none"
        yield Problem("the nightly anchor", f"is missing. {since}: check that “lanyard work” is running")


def examination(elsewhere: Iterable[Anchor]) -> Examination:
    """An examination with the installation's audit key, its anchors, and those kept elsewhere."""
    return Examination(audit_key(settings.LANYARD_HOME), dict.fromkeys([*anchors(), *elsewhere]))


def _time(stored: Any) -> Any:
    try:
        at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    except ValueError:
        return stored
    return at.replace(tzinfo=UTC) if isinstance(at, datetime) and at.tzinfo is None else at


def _uuid(stored: Any) -> Any:
    try:
        return UUID(stored) if isinstance(stored, str) else stored
    except ValueError:
        return stored
