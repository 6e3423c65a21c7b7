"""Giving and ending roles, and saying who covers (AIM5).

Nobody appoints themselves, and nobody alone gives a role that could harm others.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.gate import table
from lanyard.kernel.refusals import Refused
from lanyard.people import register_moves, telling
from lanyard.people.actions.confirming import ask_for_witness, propose
from lanyard.people.addresses import address
from lanyard.people.choices import SCHOOL_ROLES, TRUST_ROLES, Role
from lanyard.people.models import Cover, Person, RoleHolding, RoleProposal, School, Trust, User
from lanyard.people.queries import is_staff_at, power, roles_at, roles_of
from lanyard.people.rules import may_appoint, needs_confirming
from lanyard.people.telling import News
from lanyard.records import audit

# The permissions to put people onto the register.
FILLING = ("people:import-roster", "people:keep-register")

audit.words.update(
    {
        "role:appoint": "Gave someone a role",
        "role:end": "Ended someone’s role",
        "cover:add": "Arranged cover for someone",
        "cover:end": "Ended cover",
        "cover:undo-end": "Undid ending cover",
    }
)


@transaction.atomic
def appoint(
    *, person: Person, role: str, place: School | Trust, by: User, start: date, on: date
) -> RoleHolding | RoleProposal:
    """Give the person a role at a school, or at the trust for all its schools. Raises `Refused`.

    A role that needs confirming is only proposed (see `confirming`).
    """
    trust = place.trust if isinstance(place, School) else place
    school = place if isinstance(place, School) else None
    _check_appointer(by, role, place, on)
    if person.pk == by.person_id:
        raise Refused("You can’t give yourself a role. Ask someone else who can give it.", "person")
    if role in (TRUST_ROLES if school else SCHOOL_ROLES):
        raise Refused(f"{Role(role).label} is not a role at {'a school' if school else 'the trust'}.", "role")
    if not is_staff_at(person, place, on):
        raise Refused(f"{person} does not work, govern or help here.", "person")
    if RoleHolding.objects.filter(person=person, role=role, trust=trust, school=school, end=None).exists():
        raise Refused(f"{person} already holds this role.", "person")
    if needs_confirming(role):
        return propose(person=person, role=role, place=place, by=by, start=start)
    holding = RoleHolding.objects.create(person=person, role=role, trust=trust, school=school, start=start)
    detail = {"role": role, "person": person.pk, "start": start}
    audit.record("role:appoint", by=by, about=holding, place=place, detail=detail)
    register_moves.moved([person.pk])
    return holding


@transaction.atomic
def end_role(
    *, holding: RoleHolding, by: User, end: date | None = None, at_once: bool = False, on: date
) -> RoleHolding:
    """Let the role end with the day `end`, or at this moment; covers for it end with it. Raises `Refused`.

    A role that could harm others is never made longer so: that needs a second person's word.
    """
    place = holding.school or holding.trust
    _check_appointer(by, holding.role, place, on)
    if at_once:
        end, holding.ended_at = on - timedelta(days=1), timezone.now()
    elif end is None:
        raise Refused("Enter the last day.", "end")
    elif end < holding.start:
        raise Refused(f"The role began on {holding.start:%-d %B %Y}: it can't end before that.", "end")
    elif holding.end and end > holding.end and needs_confirming(holding.role):
        raise Refused(f"The role already ends on {holding.end:%-d %B %Y}. To extend it, propose it again.", "end")
    holding.end = end
    holding.save(update_fields=["end", "ended_at"])
    holding.covers.filter(start__gt=end).delete()
    holding.covers.filter(end__gt=end).update(end=end)
    detail = {"role": holding.role, "person": holding.person_id, "end": end, "at_once": at_once}
    audit.record("role:end", by=by, about=holding, place=place, detail=detail)
    if needs_confirming(holding.role):
        _tell_leaders(holding, [holding.person], by, "A role ends", "Roles, and where nobody does.")
    return holding


@transaction.atomic
def add_cover(
    *, holding: RoleHolding, person: Person, by: User, start: date, end: date, on: date, reason: str = ""
) -> Cover | RoleProposal:
    """Let somebody stand in for the holder of a role, with everything it may do. Raises `Refused`.

    The holder does it themselves, or whoever may appoint to the role. Where the role needs confirming, so does a cover
    that somebody else enters, or that is entered by somebody who can also put people onto the register.
    """
    place = holding.school or holding.trust
    own = holding.person_id == by.person_id
    if not own:
        _check_appointer(by, holding.role, place, on)
        if person.pk == by.person_id:
            raise Refused("You can’t give yourself a role. Ask someone else who can give it.", "person")
    if person.pk == holding.person_id:
        raise Refused("Choose someone else to cover.", "person")
    if not is_staff_at(person, place, on):
        raise Refused(f"{person} does not work, govern or help here.", "person")
    if end < max(start, on):
        raise Refused("The last day of the cover can't be before its first day or in the past.", "end")
    if holding.end and end > holding.end:
        raise Refused(f"The role itself ends on {holding.end:%-d %B %Y}.", "end")
    if holding.covers.filter(person=person, start__lte=end, end__gte=start).exists():
        raise Refused(f"{person} already covers some of these days.", "person")
    if needs_confirming(holding.role) and not (own and not _fills_register(by, on)):
        return propose(
            person=person, role=holding.role, place=place, by=by, start=start, end=end, holding=holding, reason=reason
        )
    cover = Cover.objects.create(holding=holding, person=person, reason=reason, start=start, end=end)
    detail = {"role": holding.role, "person": person.pk, "start": start, "end": end}
    audit.record("cover:add", by=by, about=cover, place=place, detail=detail)
    register_moves.moved([person.pk])
    if needs_confirming(holding.role):
        ask_for_witness(person, by=by)
        says = "The person with the role entered this, and it applies at once. See who it is."
        _tell_leaders(holding, [person], by, "Someone is covering a role", says)
    return cover


def _fills_register(by: User, on: date) -> bool:
    """Whether they can add people: then nobody else may know the person who would stand in for them."""
    fills = {role for key in FILLING if key in table for role in table[key].roles}
    return any(held.role in fills for held in roles_of(by, on))


def _tell_leaders(holding: RoleHolding, besides: list[Person], by: User, title: str, says: str) -> None:
    place = holding.school or holding.trust
    people = {one.pk: one for one in (*power.leaders_of(holding.role, place, timezone.localdate()), *besides)}
    people.pop(by.person_id, None)
    news = News(
        title=f"{title}: {holding.get_role_display()}, {place}",
        says=says,
        url=address(place, "roles"),
        school_id=holding.school_id,
    )
    telling.tell(news, people.values(), by)


@transaction.atomic
def end_cover(*, cover: Cover, by: User, on: date) -> None:
    """End a cover at once: what the role may do, the cover may no more. Raises `Refused`."""
    holding = cover.holding
    place = holding.school or holding.trust
    if holding.person_id != by.person_id:
        _check_appointer(by, holding.role, place, on)
    audit.record("cover:end", by=by, about=cover, place=place, detail={"role": holding.role, "person": cover.person_id})
    if cover.start >= on:
        cover.delete()
        return
    cover.end = min(cover.end, on - timedelta(days=1))
    cover.save(update_fields=["end"])


@transaction.atomic
def undo_end_cover(*, cover: Cover, by: User, end: date, on: date) -> Cover:
    """Let a cover that was just ended by mistake go on to the last day that it had. Raises `Refused`."""
    holding = cover.holding
    place = holding.school or holding.trust
    if holding.person_id != by.person_id:
        _check_appointer(by, holding.role, place, on)
    if end < on or (holding.end and holding.end < end) or not is_staff_at(cover.person, place, on):
        raise Refused("This can’t be undone: something has changed since.")
    if holding.covers.exclude(pk=cover.pk).filter(person=cover.person, start__lte=end, end__gte=on).exists():
        raise Refused(f"{cover.person} already covers some of these days.")
    cover.end = end
    cover.save(update_fields=["end"])
    detail = {"role": holding.role, "person": cover.person_id, "end": end}
    audit.record("cover:undo-end", by=by, about=cover, place=place, detail=detail)
    register_moves.moved([cover.person_id])
    return cover


def _check_appointer(by: User, role: str, place: School | Trust, on: date) -> None:
    if not may_appoint(roles_at(by, place, on), role):
        raise Refused(f"You can’t give or end the role “{Role(role).label}” here.", "role")
