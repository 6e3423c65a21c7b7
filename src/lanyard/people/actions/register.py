"""Keeping the register one person at a time: added, changed and ended by page, with the rules that files go by."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import register_moves
from lanyard.people.actions.addresses import change_address
from lanyard.people.actions.roster_writing import ask_for_addresses, write_plan
from lanyard.people.models import Cover, FamilyLink, Membership, Person, RoleHolding, School, Trust, User
from lanyard.people.queries.rosters import existing_for, known_for
from lanyard.people.roster import Roster, make_plan
from lanyard.people.roster.model import Entry, Place
from lanyard.records import audit
from lanyard.records.required import required

audit.words.update(
    {
        "person:add": "Added someone to the register",
        "person:change": "Changed someone on the register",
        "person:end": "Recorded when someone leaves a school",
        "family:mark": "Recorded that someone must not be contacted about a child",
        "family:lift": "Recorded that someone may be contacted about a child again",
    }
)
NAMES = ("given_name", "family_name", "preferred_name", "date_of_birth", "upn")
HERE = ("year_group", "class_name", "job_title")


class MaybeKnown(Exception):
    """Somebody like this is on the register; `people` are who it may be."""

    def __init__(self, people: list[UUID]) -> None:
        super().__init__("Someone similar is already on the register. Say whether it is the same person.")
        self.people = people


@transaction.atomic
def add_person(*, school: School, by: User, on: date, known: str = "", **said: Any) -> Person:
    """Add somebody, or (`known` an id of the register) give somebody who is on it a place at this school.

    `said` are the fields of a person and of what they are here. Raises `MaybeKnown` when somebody like this is on the
    register and nobody has said whether it is them ("new" says that it is not), and `Refused`.
    """
    Trust.objects.select_for_update().get(pk=school.trust_id)
    entry = Entry("page", **{name: said[name] for name in (*NAMES, "email")})
    here = {name: said[name] for name in (*HERE, "start", "end")}
    place = Place("page", school.slug, said["kind"], **here)
    roster = Roster({"page": entry}, {place[:3]: place}, speaks_of=frozenset({"start", "end"}))
    forced = {} if not known else {"page": None if known == "new" else UUID(known)}
    existing = existing_for(school, on, only=_like(entry, forced))
    if forced.get("page") and forced["page"] not in existing.people:
        raise Refused("This person is no longer on the register.", "known")
    plan = make_plan(roster, existing, known_for(school, on), whole=False, forced=forced)
    found = [asked.candidate for asked in plan.asked] or [p.pk for p in plan.changed_people] or _kept(plan, existing)
    if not known and found:
        raise MaybeKnown(found)
    if plan.problems:
        raise Refused(plan.problems[0].says, plan.problems[0].column or "")
    # A page has no ids of an information system: a file that has them will find the person by the rest.
    plan.new_ids.clear()
    write_plan(plan, school.trust)
    ask_for_addresses(plan, by)
    pk = plan.new_people[0].pk if plan.new_people else required(forced["page"])
    person = Person.objects.get(pk=pk)
    detail = {"kind": said["kind"], "known": known not in ("", "new"), "person": pk}
    audit.record("person:add", by=by, about=person, place=school, detail=detail)
    return person


def _kept(plan, existing) -> list[UUID]:
    """Whom the entry was taken for although nothing about the record itself changes."""
    return [place.person for place in (*plan.new_places, *plan.changed_places) if place.person in existing.people][:1]


def _like(entry: Entry, forced: dict[str, UUID | None]) -> Q:
    """Everybody who could be meant: few, however large the register is."""
    like = Q(family_name__iexact=entry.family_name) | Q(given_name__iexact=entry.given_name)
    if entry.email:
        like |= Q(email__iexact=entry.email)
    if entry.upn:
        like |= Q(upn=entry.upn)
    if entry.date_of_birth:
        like |= Q(date_of_birth=entry.date_of_birth)
    return like | Q(pk__in=[pk for pk in forced.values() if pk])


@transaction.atomic
def change_person(*, person: Person, school: School, by: User, on: date, **said: Any) -> Person:
    """Change what the register says of somebody and of what they are here. Raises `Refused`.

    Nobody changes their own record. Another address goes the way that addresses go.
    """
    if person.pk == by.person_id:
        raise Refused("This is your own record, so someone else must change it.")
    person = Person.objects.select_for_update().get(pk=person.pk)
    upn = said["upn"]
    if upn and Person.objects.filter(trust=person.trust_id, upn=upn).exclude(pk=person.pk).exists():
        raise Refused("Another pupil in the trust has this UPN.", "upn")
    changed = [name for name in NAMES if getattr(person, name) != said[name]]
    for name in changed:
        setattr(person, name, said[name])
    person.save(update_fields=changed or None)
    for here in person.memberships.filter(Q(end__isnull=True) | Q(end__gte=on), school=school):
        fields = HERE if here.kind == "pupil" else ("job_title",)
        differ = [name for name in fields if getattr(here, name) != said[name]]
        for name in differ:
            setattr(here, name, said[name])
        here.save(update_fields=differ or None)
        changed += differ
    if said["email"].lower() != person.email.lower():
        change_address(person=person, email=said["email"], by=by, now=timezone.now())
        changed.append("email")
    register_moves.moved([person.pk])
    audit.record("person:change", by=by, about=person, place=school, detail={"person": person.pk, "fields": changed})
    return person


@transaction.atomic
def end_person(*, person: Person, school: School, end: date, by: User, on: date, roles_end: bool = False) -> None:
    """Let everything that somebody is at a school end with the day `end`, roles held there included. Raises `Refused`.

    Who is nothing anywhere after it has left: access ends with that day.
    """
    if person.pk == by.person_id:
        raise Refused("This is your own record, so someone else must end it.")
    Trust.objects.select_for_update().get(pk=school.trust_id)
    lasting = Q(end__isnull=True) | Q(end__gte=on)
    here = Membership.objects.filter(lasting, person=person, school=school)
    if not here.exists():
        raise Refused("This person has already left this school.")
    if here.filter(start__gt=end).exists():
        raise Refused("The last day can’t be before the first.", "end")
    elsewhere = Membership.objects.filter(lasting, person=person).exclude(school=school)
    ahead = Q(end__isnull=True) | Q(end__gt=end)
    roles = RoleHolding.objects.filter(ahead, person=person)
    covers = Cover.objects.filter(end__gt=end, person=person)
    if elsewhere.exists():
        roles, covers = roles.filter(school=school), covers.filter(holding__school=school)
    if (roles.exists() or covers.exists()) and not roles_end:
        raise Refused("This also ends a role. Confirm that it should.", "roles_end")
    here.update(end=end)
    roles.update(end=Greatest(F("start"), end))
    covers.filter(start__gt=end).delete()
    covers.update(end=end)
    if not elsewhere.exists():
        Person.objects.filter(pk=person.pk).update(left_on=end)
        if end < on:
            _close(person)
    audit.record("person:end", by=by, about=person, place=school, detail={"person": person.pk, "end": end})


def _close(person: Person) -> None:
    for user in User.objects.filter(person=person):
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])


@transaction.atomic
def mark_contact(*, link: FamilyLink, forbidden: bool, school: School, by: User) -> FamilyLink:
    """Say that an adult must not be contacted about a child, or may be again: no file can take that back."""
    if by.person_id in (link.adult_id, link.child_id):
        raise Refused("This is about you, so someone else must decide.")
    # Ended links of the two too: one that comes back would bring the mark with it.
    links = FamilyLink.objects.filter(child=link.child_id, adult=link.adult_id)
    links.update(must_not_be_contacted=forbidden)
    detail = {"child": link.child_id, "adult": link.adult_id}
    audit.record("family:mark" if forbidden else "family:lift", by=by, about=link, place=school, detail=detail)
    return link
