"""Who is in a case, and as what. Whoever it is about, or is in conflict with it, is shut out in the same moment."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import change, need_handler, need_to_see, note, still_open
from lanyard.concerns.core.actions.exclusions import must_leave_somebody, shut_out
from lanyard.concerns.core.actions.name_keys import keep_keys
from lanyard.concerns.core.choices import SHUT_OUT, PartyRole
from lanyard.concerns.core.models import Concern, Party, key_of
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Person, User

DECIDE_FIRST = "First say whether the concern is about this person."
END_FIRST = "This person is excluded from the concern. End that first, with a reason, then add them in another role."


@transaction.atomic
def add(
    *, by: User, concern: Concern, version: int, role: str, name: str, person: Person | None = None,
    year_group: str = "", note: str = "",
) -> Party:  # fmt: skip
    """Add somebody to the case, by name alone or as somebody on the register. Raises `Refused` and `Stale`.

    Who it is about, or who is in conflict, can be added to a closed concern too: they are to be shut out at once.
    """
    need_handler(by, concern)
    if role not in SHUT_OUT:
        still_open(concern)
    change(concern, version)
    party = Party(concern=concern, role=role, name=name, year_group=year_group, note=note, added_by=by.person)
    party.added_at = timezone.now()
    _is(party, person)
    party.save(force_insert=True)
    _follow(party, person, by)
    _note("concern:add-party", party, by)
    return party


@transaction.atomic
def edit(
    *, by: User, concern: Concern, version: int, party: Party, role: str, name: str, year_group: str = "",
    note: str = "", person: Person | None = None,
) -> Party:  # fmt: skip
    """Change what somebody is in the case, or say who on the register they are. Raises `Refused` and `Stale`.

    Nobody who is shut out gets another role by it, and nobody turns into somebody else.
    """
    need_handler(by, concern)
    if role not in SHUT_OUT:
        still_open(concern)
    change(concern, version)
    party.refresh_from_db()
    if party.ended_at:
        raise Refused("This person is no longer in the case. Add them again.")
    if party.role == PartyRole.POSSIBLE:
        raise Refused(DECIDE_FIRST)
    if party.role in SHUT_OUT and role != party.role:
        raise Refused(END_FIRST)
    if party.person_key and person is not None and party.person_key != key_of(person):
        raise Refused(
            "This is already linked to someone else on the register. Take them out, then add the right person."
        )
    party.role, party.name, party.year_group, party.note = role, name, year_group, note
    if person is not None or not party.person_key:
        _is(party, person)
    _is_once(party)
    party.save()
    _follow(party, person or _on_register(party), by)
    _note("concern:edit-party", party, by)
    return party


@transaction.atomic
def end(*, by: User, concern: Concern, version: int, party: Party, reason: str) -> Party:
    """Take somebody out of the case: the row stays, with the reason in the chronology. Raises `Refused`, `Stale`."""
    need_handler(by, concern)
    change(concern, version)
    party.refresh_from_db()
    if party.ended_at:
        raise Refused("This person is no longer in the case.")
    if party.role == PartyRole.POSSIBLE:
        raise Refused(DECIDE_FIRST)
    if party.person_key and party.person_key == key_of(by.person):
        raise Refused("It is about you, so someone else must decide this.")
    party.ended_at = timezone.now()
    party.save(update_fields=["ended_at"])
    write_step(concern, f"{party.name} is no longer in the case as “{PartyRole(party.role).label}”: {reason}", by)
    _note("concern:end-party", party, by)
    return party


@transaction.atomic
def declare_conflict(*, by: User, concern: Concern, version: int, reason: str) -> None:
    """The user steps back: from now on the concern is not there for them. Raises `Refused` and `Stale`.

    Refused when nobody at all would be left who could deal with it.
    """
    need_to_see(by, concern)
    change(concern, version)
    person = by.person
    party = Party(concern=concern, role=PartyRole.CONFLICT, name=person.full_name, note=reason, added_by=person)
    party.added_at = timezone.now()
    _is(party, person)
    party.save(force_insert=True)
    write_step(concern, f"{person.full_name} stepped back from this concern: {reason}", by)
    shut_out(concern, person, by=by)
    _note("concern:step-back", party, by)


def _is(party: Party, person: Person | None) -> None:
    party.person = str(person.pk) if person else ""
    party.person_key = key_of(person) if person else ""
    _is_once(party)


def _is_once(party: Party) -> None:
    if not party.person_key:
        return
    same = Party.objects.filter(concern=party.concern, person_key=party.person_key, role=party.role)
    if same.filter(ended_at__isnull=True).exclude(pk=party.pk).exists():
        raise Refused("This person is already in the case in this role.")


def _on_register(party: Party) -> Person | None:
    return Person.objects.filter(pk=party.person).first() if party.person else None


def _follow(party: Party, person: Person | None, by: User) -> None:
    """What a role that shuts out brings with it."""
    if party.role not in SHUT_OUT:
        return
    keep_keys(party.concern, [party.name], [person] if person else [])
    if person is None:
        return
    if party.role == PartyRole.CONFLICT and person.pk != by.person_id:
        must_leave_somebody(party.concern, by)
    shut_out(party.concern, person, by=by)


def _note(event: str, party: Party, by: User) -> None:
    note(event, party.concern, by, party=party.pk, role=party.role)
