"""What the actions of this room share: writing what nobody else has changed since, and telling whoever decides."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from lanyard.disclosures import queries, rules
from lanyard.disclosures.messages import NEWS, TO_DECIDE, about
from lanyard.disclosures.models import Disclosure
from lanyard.kernel.refusals import Refused, Stale
from lanyard.notices.actions import settle, tell
from lanyard.people.models import Person, User
from lanyard.people.queries.routing import Register, register_of
from lanyard.records.audit import PlaceIds, record


def locked(disclosure: Disclosure, version: int) -> Disclosure:
    """The declaration as it is now, held for this transaction, its next version begun. Raises `Stale`."""
    row = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if row.version != version:
        raise Stale(row.version)
    row.version += 1
    return row


def need_declarer(user: User, disclosure: Disclosure) -> None:
    """Raises `Refused` for everybody but those who declare it."""
    if not queries.is_declarer(user.person, disclosure):
        raise Refused("There is no such declaration.")


def need_decider(user: User, disclosure: Disclosure) -> None:
    """Raises `Refused` for those who may not decide on it, those who declare it first of all."""
    if queries.is_declarer(user.person, disclosure):
        raise Refused("You can’t decide on your own declaration.")
    if not queries.may_decide(user, disclosure, timezone.localdate()):
        raise Refused("You can read this, but someone else decides on it.")


def to_wait(disclosure: Disclosure) -> None:
    """Make it wait for a decision from today, at the level that may decide now; not yet stored."""
    today = timezone.localdate()
    disclosure.state, disclosure.decide_by = "declared", rules.decide_by(today)


def pass_on(disclosure: Disclosure, people: list[Person], *, by: Any) -> None:
    """Tell those who decide that it waits, and close what was told of it before."""
    settle(about(disclosure.pk))
    found = register_at(disclosure)
    ids = rules.deciders(disclosure.level, [person.pk for person in people], found.graph)
    tell(TO_DECIDE(url=page(disclosure), **_of(disclosure)), found.people_for(ids), by=by)


def register_at(disclosure: Disclosure) -> Register:
    """Who could act at its school today."""
    return register_of(disclosure.school, timezone.localdate())


def close_told(disclosure: Disclosure) -> None:
    """Close what was told of it and of its conditions: something else holds from now on."""
    for pk in [disclosure.pk, *disclosure.conditions.filter(ended_at__isnull=True).values_list("pk", flat=True)]:
        settle(about(pk))


def tell_declarers(disclosure: Disclosure, *, by: Any, but: Person | None = None) -> None:
    """Tell those who declare it, but for one of them, that there is something new."""
    people = [person for person in queries.declarers_of(disclosure) if but is None or person.pk != but.pk]
    tell(NEWS(url=own_page(disclosure), **_of(disclosure)), people, by=by)


def note(event: str, disclosure: Disclosure, by: Any, **detail: Any) -> None:
    """One audit event about the declaration, on no other page."""
    place = PlaceIds(disclosure.trust_id, disclosure.school_id)
    record(event, by=by, about=disclosure, place=place, detail=detail)


def page(disclosure: Disclosure) -> str:
    """The address for those who decide."""
    return reverse("disclosures:decide", kwargs={"disclosure": disclosure.pk})


def own_page(disclosure: Disclosure) -> str:
    """The address for those who declare it."""
    return reverse("disclosures:own", kwargs={"own": disclosure.pk})


def _of(disclosure: Disclosure) -> dict[str, Any]:
    return {"about": about(disclosure.pk), "school_id": disclosure.school_id}
