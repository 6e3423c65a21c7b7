"""Giving and ending roles, and saying who covers (AIM5). Nobody appoints themselves."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from lanyard.people import register_moves
from lanyard.people.actions.refusal import Refused
from lanyard.people.choices import SCHOOL_ROLES, TRUST_ROLES, Role
from lanyard.people.models import Cover, Person, RoleHolding, School, Trust, User
from lanyard.people.queries import is_staff_at, roles_at
from lanyard.people.rules import may_appoint
from lanyard.records import audit

audit.words.update(
    {
        "role:appoint": "Gave somebody a role",
        "role:end": "Ended somebody's role",
        "cover:add": "Said who covers for somebody",
        "cover:end": "Ended a cover",
    }
)


@transaction.atomic
def appoint(*, person: Person, role: str, place: School | Trust, by: User, start: date, on: date) -> RoleHolding:
    """Give the person a role at a school, or at the trust for all its schools. Raises `Refused`."""
    trust = place.trust if isinstance(place, School) else place
    school = place if isinstance(place, School) else None
    _check_appointer(by, role, place, on)
    if person.pk == by.person_id:
        raise Refused("Nobody gives themselves a role: ask another person who may.", "person")
    if role in (TRUST_ROLES if school else SCHOOL_ROLES):
        raise Refused(f"{Role(role).label} is not a role of {'a school' if school else 'the trust'}.", "role")
    if not is_staff_at(person, place, on):
        raise Refused(f"{person} does not work, govern or help here.", "person")
    if RoleHolding.objects.filter(person=person, role=role, trust=trust, school=school, end=None).exists():
        raise Refused(f"{person} holds this role already.", "person")
    holding = RoleHolding.objects.create(person=person, role=role, trust=trust, school=school, start=start)
    detail = {"role": role, "person": person.pk, "start": start}
    audit.record("role:appoint", by=by, about=holding, place=place, detail=detail)
    register_moves.moved([person.pk])
    return holding


@transaction.atomic
def end_role(*, holding: RoleHolding, by: User, end: date, on: date) -> RoleHolding:
    """Let the role end with the day `end`; covers for it end with it. Raises `Refused`."""
    place = holding.school or holding.trust
    _check_appointer(by, holding.role, place, on)
    if end < holding.start:
        raise Refused(f"The role began on {holding.start:%d/%m/%Y}: it can't end before that.", "end")
    holding.end = end
    holding.save(update_fields=["end"])
    holding.covers.filter(start__gt=end).delete()
    holding.covers.filter(end__gt=end).update(end=end)
    audit.record("role:end", by=by, about=holding, place=place, detail={"role": holding.role, "end": end})
    return holding


@transaction.atomic
def add_cover(
    *, holding: RoleHolding, person: Person, by: User, start: date, end: date, on: date, reason: str = ""
) -> Cover:
    """Let somebody stand in for the holder of a role, with everything it may do. Raises `Refused`.

    The holder does it themselves, or whoever may appoint to the role.
    """
    place = holding.school or holding.trust
    if holding.person_id != by.person_id:
        _check_appointer(by, holding.role, place, on)
        if person.pk == by.person_id:
            raise Refused("Nobody gives themselves a role: ask another person who may.", "person")
    if person.pk == holding.person_id:
        raise Refused("Somebody else has to cover.", "person")
    if not is_staff_at(person, place, on):
        raise Refused(f"{person} does not work, govern or help here.", "person")
    if end < max(start, on):
        raise Refused("The last day of the cover can't be before its first day or in the past.", "end")
    if holding.end and end > holding.end:
        raise Refused(f"The role itself ends on {holding.end:%d/%m/%Y}.", "end")
    if holding.covers.filter(person=person, start__lte=end, end__gte=start).exists():
        raise Refused(f"{person} covers on some of these days already.", "person")
    cover = Cover.objects.create(holding=holding, person=person, reason=reason, start=start, end=end)
    detail = {"role": holding.role, "person": person.pk, "start": start, "end": end}
    audit.record("cover:add", by=by, about=cover, place=place, detail=detail)
    register_moves.moved([person.pk])
    return cover


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


def _check_appointer(by: User, role: str, place: School | Trust, on: date) -> None:
    if not may_appoint(roles_at(by, place, on), role):
        raise Refused(f"You may not give or end the role «{Role(role).label}» here.", "role")
