"""The public door to the audit trail: `record` what was done, in the transaction that does it.

Call it last in an action: on PostgreSQL it holds the head of the chain until the transaction ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from lanyard.records import chain, head_file, moments
from lanyard.records.keys import audit_key
from lanyard.records.models import AuditEvent, AuditHead

EVENT = re.compile(r"[a-z][a-z0-9-]*:[a-z][a-z0-9-]*")
SYSTEM = re.compile(r"system:[a-z][a-z0-9-]*")
# Ids, codes, dates and times: nothing that could hold a sentence, a name of two words or an email address.
CODE = re.compile(r"[A-Za-z0-9._:/+-]{0,100}")

# Rooms below hang here what has to follow an event, such as reading a control again. Called after the commit.
followers: list[Callable[[AuditEvent], None]] = []

# Subjects of events (what stands before the colon) that are on no page but their own room's, because that something
# was done would itself tell too much. Rooms add theirs when the application starts.
private: set[str] = set()

# Event -> what it is called on the audit page, such as words["signoff:sign"] = "Signed a document".
words: dict[str, str] = {}


class PlaceIds(NamedTuple):
    """A place by its ids alone, where the school or trust itself is not at hand."""

    trust_id: UUID | None
    school_id: UUID | None


class AuditEntry(NamedTuple):
    """What `record` is told of one event besides its name."""

    by: Any
    about: models.Model | None
    place: models.Model | PlaceIds | None
    detail: Mapping[str, Any]
    at: datetime | None = None


class _Asked:
    """Holds the function that `people` gives when the application starts."""

    actor_names: Callable[[Iterable[UUID]], Mapping[UUID, str]] = staticmethod(lambda ids: {})


def set_actor_names(names: Callable[[Iterable[UUID]], Mapping[UUID, str]]) -> None:
    """Give the function that answers the names of persons by their ids; it may leave some out."""
    _Asked.actor_names = staticmethod(names)


def actor_names(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The names of persons by their ids, as far as they are known."""
    return _Asked.actor_names(ids)


def record(
    event: str,
    *,
    by: Any,
    about: models.Model | None,
    place: models.Model | PlaceIds | None = None,
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Append one event, named `subject:verb`, to the chain; must be called inside `transaction.atomic`.

    `by` is a user, a person, or "system:<task>"; `about` is what was acted on (None: the installation); `place` is a
    school, a trust or None; `detail` holds ids and codes. Raises `ValueError` or `TypeError` for anything else and
    `RuntimeError` outside a transaction, because an event must stand or fall with what it tells. `at` is given where
    the very second would tell too much, as of what somebody sends without a name.
    """
    (made,) = record_all(event, [AuditEntry(by, about, place, detail or {}, at)])
    return made


def record_all(event: str, each: Sequence[AuditEntry]) -> list[AuditEvent]:
    """Append the same kind of event about several things, one for each; see `record`."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() must be called inside transaction.atomic, with the change that it records.")
    if not EVENT.fullmatch(event):
        raise ValueError(f"An event is named subject:verb, not {event!r}.")
    made = _append([
        {
            "event": event,
            "actor": actor_of(one.by),
            **_about(one.about),
            **place_ids(one.place),
            "detail": chain.canonical(_codes(one.detail)),
            "at": one.at or moments.now(),
        }
        for one in each
    ])  # fmt: skip
    for row in made:
        for follow in followers:
            # robust: what follows can fail without undoing, or hiding, what was done.
            transaction.on_commit(partial(follow, row), robust=True)
    return made


def _append(written: Sequence[dict[str, Any]]) -> list[AuditEvent]:
    key = audit_key(settings.LANYARD_HOME)
    head, _ = AuditHead.objects.select_for_update().get_or_create(
        pk=1, defaults={"number": 0, "digest": chain.START, "seal": chain.seal_of(key, 0, chain.START)}
    )
    before = chain.Head(head.number, head.digest, head.seal)
    made = []
    for one in written:
        row = AuditEvent(number=head.number + 1, previous=head.digest, **one)
        row.digest = chain.digest_of(key, link_of(row))
        head.number, head.digest = row.number, row.digest
        made.append(row)
    AuditEvent.append_all(made)
    head.seal = chain.seal_of(key, head.number, head.digest)
    head.save(update_fields=["number", "digest", "seal"])
    after = chain.Head(head.number, head.digest, head.seal)
    forward = partial(head_file.advance, settings.LANYARD_HOME, before, after, is_ours=partial(_is_ours, key))
    # robust: what was done stands, also where the folder of keys can't be written. Verifying says so then.
    transaction.on_commit(forward, robust=True)
    return made


def _is_ours(key: bytes, head: chain.Head) -> bool:
    """Whether this head is genuine and the trail still holds the event that it saw."""
    if not chain.same(head.seal, chain.seal_of(key, head.number, head.digest)):
        return False
    return head.number == 0 or AuditEvent.objects.filter(number=head.number, digest=head.digest).exists()


def link_of(event: AuditEvent) -> chain.Link:
    """The event as the chain sees it, each value in the type in which the database gives it back."""
    columns = (AuditEvent._meta.get_field(name) for name in chain.Link._fields)
    return chain.Link(*(column.to_python(getattr(event, column.name)) for column in columns))


def actor_of(by: Any) -> str:
    """The actor as it is written: `person:<uuid>` or `system:<task>`. Raises `TypeError` for anything else."""
    if isinstance(by, str) and SYSTEM.fullmatch(by):
        return by
    label = getattr(getattr(by, "_meta", None), "label_lower", "")
    if label == settings.AUTH_USER_MODEL.lower():
        return f"person:{by.person_id}"
    if label == "people.person" and by.pk:
        return f"person:{by.pk}"
    raise TypeError("An event is done by a user, a person, or “system:<task>”.")


def _about(about: models.Model | None) -> dict[str, str]:
    if about is None:
        return {"about_kind": "", "about_id": ""}
    if about.pk is None:
        raise ValueError("An event is about something that is stored.")
    return {"about_kind": about._meta.label_lower, "about_id": str(about.pk)}


def place_ids(place: models.Model | PlaceIds | None) -> dict[str, UUID | None]:
    """The ids of the trust and of the school that a place stands for. Raises `TypeError` for what is no place."""
    if place is None:
        return PlaceIds(None, None)._asdict()
    if isinstance(place, PlaceIds):
        return place._asdict()
    label = place._meta.label_lower
    if label == "people.school":
        return PlaceIds(place.trust_id, place.pk)._asdict()
    if label == "people.trust":
        return PlaceIds(place.pk, None)._asdict()
    raise TypeError("An event's place is a school, a trust or None.")


def _codes(value: Any) -> Any:
    """The value as JSON can hold it. Raises `ValueError` for what is no id or code."""
    if isinstance(value, Mapping):
        return {_codes(str(key)): _codes(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [_codes(item) for item in value]
        return sorted(items, key=json.dumps) if isinstance(value, set | frozenset) else items
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    raise ValueError("The detail of an event holds ids, codes, numbers and dates only, never names or free text.")
