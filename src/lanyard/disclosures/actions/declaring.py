"""What those who declare do: declare, change, renew, withdraw, and say that a contact has ended (COM2, COM4)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lanyard.disclosures import queries, rules
from lanyard.disclosures.actions.common import (
    close_told,
    locked,
    need_declarer,
    note,
    pass_on,
    register_at,
    tell_declarers,
    to_wait,
)
from lanyard.disclosures.choices import State
from lanyard.disclosures.messages import about
from lanyard.disclosures.models import Declarer, Disclosure, Renewal
from lanyard.kernel.gate import may
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.models import Person, School, User
from lanyard.people.queries import is_staff_at


@dataclass(frozen=True)
class Said:
    """What somebody says of a contact. The least that a decision needs: `handle` may be empty."""

    platform: str
    other_kind: str
    other_name: str
    since: str
    how_known: str
    why: str
    contact: str
    handle: str = ""


@transaction.atomic
def declare(
    *, by: User, school: School, said: Said, sent_once: UUID, together_with: Person | None = None
) -> Disclosure:
    """Declare a contact, alone or together with a colleague, who is told and sees it too. Raises `Refused`.

    It goes to the headteacher; the headteacher's own to the executive headteacher, theirs to the chair of trustees.
    Sending the same form twice answers the first declaration.
    """
    # Two presses of the button wait for each other here.
    person = Person.objects.select_for_update().get(pk=by.person_id)
    if done := Disclosure.objects.filter(sent_once=sent_once, declarers__person=person).first():
        return done
    if not may(by, "disclosures:declare", school):
        raise Refused("You can only make a declaration at a school where you work or hold a role.", "school")
    people = [person, *_colleague(person, together_with, school)]
    row = Disclosure(trust_id=school.trust_id, school=school, sent_once=sent_once, declared_at=timezone.now())
    _write(row, said)
    to_wait(row)
    row.level = rules.way_of([one.pk for one in people], register_at(row).graph).level
    row.save()
    Declarer.objects.bulk_create(Declarer(disclosure=row, person=one, is_first=one == person) for one in people)
    note("disclosure:declare", row, by, level=row.level, people=len(people))
    pass_on(row, people, by=by)
    tell_declarers(row, by=by, but=person)
    return row


@transaction.atomic
def change(*, by: User, disclosure: Disclosure, version: int, said: Said) -> Disclosure:
    """Say it anew: mends what waits; what holds is renewed with it, and decided again. Raises `Refused`, `Stale`."""
    need_declarer(by, disclosure)
    row = locked(disclosure, version)
    if not row.waits:
        return _renew(row, by, said)
    _write(row, said)
    row.save()
    note("disclosure:change", row, by)
    tell_declarers(row, by=by, but=by.person)
    return row


@transaction.atomic
def renew(*, by: User, disclosure: Disclosure, version: int) -> Disclosure:
    """Declare again that nothing has changed; it is decided again. Raises `Refused`, `Stale`."""
    need_declarer(by, disclosure)
    return _renew(locked(disclosure, version), by, None)


@transaction.atomic
def withdraw(*, by: User, disclosure: Disclosure, version: int) -> Disclosure:
    """Take it back, for all who declare it: there is no such contact, or not any more. Raises `Refused`, `Stale`."""
    return _finish(by, disclosure, version, State.WITHDRAWN, "disclosure:withdraw")


@transaction.atomic
def end_contact(*, by: User, disclosure: Disclosure, version: int) -> Disclosure:
    """Say that a contact that was not accepted has ended. Raises `Refused`, `Stale`."""
    return _finish(by, disclosure, version, State.ENDED, "disclosure:end-contact")


@transaction.atomic
def step_out(*, by: User, disclosure: Disclosure, version: int) -> Disclosure:
    """Take one's name off what a colleague declares: it is theirs alone then. Raises `Refused`, `Stale`."""
    need_declarer(by, disclosure)
    row = locked(disclosure, version)
    if row.state == State.NOT_ACCEPTED:
        raise Refused("This was not accepted. Confirm that the contact has ended.")
    if row.state in rules.PAST or row.declarers.count() < 2:
        raise Refused("Nobody else declared this. Withdraw it instead.")
    row.declarers.filter(person=by.person).delete()
    # Whoever is left is the first: a list says whose it is.
    row.declarers.update(is_first=True)
    row.save()
    note("disclosure:step-out", row, by)
    settle(about(row.pk), people=[by.person])
    tell_declarers(row, by=by)
    return row


def _colleague(person: Person, colleague: Person | None, school: School) -> list[Person]:
    if colleague is None:
        return []
    if colleague.pk == person.pk:
        raise Refused("Enter a colleague, not yourself", "together_with")
    if not is_staff_at(colleague, school.trust, timezone.localdate()):
        raise Refused("Nobody who works here has this name or email address. Enter it in full.", "together_with")
    return [colleague]


def _write(row: Disclosure, said: Said) -> None:
    row.since = rules.read_since(said.since, timezone.localdate())
    for name in ("platform", "other_kind", "other_name", "handle", "how_known", "why", "contact"):
        setattr(row, name, getattr(said, name).strip())


def _renew(row: Disclosure, by: User, said: Said | None) -> Disclosure:
    rules.check_step(row.state, State.DECLARED)
    if said:
        _write(row, said)
    people = queries.declarers_of(row)
    to_wait(row)
    way = rules.way_up(row.level, [one.pk for one in people], register_at(row).graph)
    row.level = way.level if way else row.level
    row.save()
    Renewal.objects.create(disclosure=row, at=timezone.now(), by=by.person, changed=said is not None)
    note("disclosure:renew", row, by, changed="yes" if said else "no")
    pass_on(row, people, by=by)
    tell_declarers(row, by=by, but=by.person)
    return row


def _finish(by: User, disclosure: Disclosure, version: int, state: State, event: str) -> Disclosure:
    need_declarer(by, disclosure)
    row = locked(disclosure, version)
    rules.check_step(row.state, state)
    row.state, row.decide_by, row.ended_at = state, None, timezone.now()
    row.save()
    note(event, row, by)
    close_told(row)
    tell_declarers(row, by=by, but=by.person)
    return row
