"""What the actions of this room share: who may write on a concern, and writing what nobody else has changed since."""

from __future__ import annotations

import secrets
from typing import Any

from django.db.models import F
from django.utils import timezone

from lanyard.concerns.core.choices import DEALS_WITH, FOR_THE_CHILD, State
from lanyard.concerns.core.models import Concern, Reader
from lanyard.concerns.core.queries.visible import is_shut_out, rights_by_name, visible_to
from lanyard.concerns.core.receipts import ALPHABET
from lanyard.kernel.refusals import Refused, Stale
from lanyard.people.models import Person, User
from lanyard.people.queries.levels import holds
from lanyard.people.rules.routing import VIEWERS
from lanyard.records import moments
from lanyard.records.audit import PlaceIds, record


def may_handle(user: User, concern: Concern) -> bool:
    """Whether the user deals with the concern, and does not only read it."""
    today = timezone.localdate()
    if is_shut_out(user.person, concern):
        return False
    if holds(user, concern, today):
        return True
    return rights_by_name(user.person, today).filter(concern=concern, kind__in=DEALS_WITH).exists()


def answers_for_child(user: User, concern: Concern) -> bool:
    """Whether the user holds it or was told for the child's sake, and does not only deal with what else it is."""
    today = timezone.localdate()
    if is_shut_out(user.person, concern):
        return False
    by_name = rights_by_name(user.person, today).filter(concern=concern)
    # Where nobody holds it by a role, whoever was chosen does.
    kinds = FOR_THE_CHILD if VIEWERS.get(concern.level) else DEALS_WITH
    return holds(user, concern, today) or by_name.filter(kind__in=kinds).exists()


def need_handler(user: User, concern: Concern) -> None:
    """Raises `Refused` for those who do not deal with the concern."""
    if not may_handle(user, concern):
        raise Refused("You can read this, but someone else is dealing with it.")


def need_to_see(user: User, concern: Concern) -> None:
    """Raises `Refused` for those who don't see the concern at all."""
    if not visible_to(user).filter(pk=concern.pk).exists():
        raise Refused("There is no such concern.")


def change(concern: Concern, version: int, **fields: Any) -> Concern:
    """Write the fields if the concern still has this version, and make it the next one. Raises `Stale`."""
    done = Concern.objects.filter(pk=concern.pk, version=version).update(version=F("version") + 1, **fields)
    concern.refresh_from_db()
    if not done:
        raise Stale(concern.version)
    return concern


def still_open(concern: Concern) -> None:
    """Raises `Refused` for a closed concern: it is opened again first."""
    if concern.state == State.CLOSED:
        raise Refused("This concern is closed. Reopen it to change it.")


def note(event: str, concern: Concern, by: Any, **detail: Any) -> None:
    """One audit event about the concern, on no page but its own."""
    record(event, by=by, about=concern, place=place_of(concern), detail=detail)


def place_of(concern: Concern) -> PlaceIds:
    """Where it is, for the audit trail."""
    return PlaceIds(concern.trust_id, concern.school_id)


def new_ref() -> str:
    """A reference that says nothing about how many there are: "K7Q-2XW"."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"


def let_read(
    concern: Concern, person: Person, kind: str, *, by: Person | None, purpose: str = "", end: Any = None
) -> Reader:
    """Let somebody read the concern by name, from today. Raises `Refused` for those who are shut out of it."""
    if is_shut_out(person, concern):
        raise Refused("This person is, or may be, part of what the concern is about, and can’t see it.")
    today = timezone.localdate()
    row = Reader.objects.filter(concern=concern, person=person, kind=kind).first()
    row = row or Reader(concern=concern, person=person, kind=kind)
    row.purpose, row.start, row.end, row.added_at, row.added_by = purpose, today, end, moments.now(), by
    row.save()
    return row
