"""Writes a plan to the register, in bulk: as many queries for thousands of people as their batches need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from lanyard.people import register_moves
from lanyard.people.actions.addresses import change_address
from lanyard.people.actions.identity import WHO, tell_new_names
from lanyard.people.models import (
    Cover,
    FamilyLink,
    Membership,
    Person,
    RoleHolding,
    School,
    SourceId,
    Trust,
    User,
)
from lanyard.people.roster import Plan
from lanyard.people.roster.state import LinkState, PersonState, PlaceState

BATCH = 1000
# What no file knows of.
_NOT_OURS = {"suspended_at", "merged_into"}


def write_plan(plan: Plan, trust: Trust) -> None:
    """Write everything; call it inside the transaction of the action."""
    _write_people(plan, trust)
    schools = dict(School.objects.filter(trust=trust).values_list("slug", "pk"))
    for some in _batches(plan.removed_places):
        Membership.objects.filter(pk__in=some).delete()
    _write_ids(plan, trust, schools)
    _upsert(Membership, [_membership(state, schools) for state in plan.changed_places])
    Membership.objects.bulk_create([_membership(state, schools) for state in plan.new_places], batch_size=BATCH)
    _upsert(FamilyLink, [_link(state) for state in plan.changed_links])
    FamilyLink.objects.bulk_create([_link(state) for state in plan.new_links], batch_size=BATCH)
    for some in _batches(plan.ended_links):
        FamilyLink.objects.filter(pk__in=some).update(end=Greatest(F("start"), plan.last_day))
    _close(plan, trust)
    register_moves.moved(_who_moved(plan))


def _who_moved(plan: Plan) -> set[UUID]:
    """Whoever has a name or a place that they had not before, or comes back."""
    people = {state.pk for state in (*plan.changed_people, *plan.new_people)}
    return people | {state.person for state in (*plan.changed_places, *plan.new_places)} | set(plan.returned)


def ask_for_addresses(plan: Plan, by: User | str) -> None:
    """Ask for the new addresses of those whose access could harm others: they are not written at once.

    That one of them is called otherwise now is told to those above.
    """
    for person in Person.objects.filter(pk__in=plan.held_addresses):
        change_address(person=person, email=plan.held_addresses[person.pk], by=by, now=timezone.now(), how="roster")
    tell_new_names([pk for pk, what in plan.touched.items() if WHO & set(what)], by=by, now=timezone.now())


def _write_ids(plan: Plan, trust: Trust, schools: dict[str, UUID]) -> None:
    for some in _batches(plan.dropped_ids):
        SourceId.objects.filter(pk__in=some).delete()
    rows = (
        SourceId(person_id=pk, trust=trust, school_id=schools.get(key.source), group=key.group, value=key.value)
        for key, pk in plan.new_ids
        if pk in plan.on_register
    )
    SourceId.objects.bulk_create(rows, batch_size=BATCH)


def _write_people(plan: Plan, trust: Trust) -> None:
    # Addresses and UPNs are unique: people who pass them on give theirs up before others take them.
    for some in _batches([state.pk for state in plan.changed_people]):
        Person.objects.filter(pk__in=some).update(email="", upn="")
    _upsert(Person, [_person(state, trust) for state in plan.changed_people])
    Person.objects.bulk_create([_person(state, trust) for state in plan.new_people], batch_size=BATCH)


def _close(plan: Plan, trust: Trust) -> None:
    """End roles and covers of those who have left, close their accounts, open those of people who came back."""
    by_day: dict[date, list[UUID]] = defaultdict(list)
    for pk, last in plan.leavers.items():
        by_day[last].append(pk)
    for last, leavers in by_day.items():
        for some in _batches(leavers):
            holdings = RoleHolding.objects.filter(person__in=some).exclude(end__lte=last)
            holdings.update(end=Greatest(F("start"), last))
            Cover.objects.filter(person__in=some, start__gt=last).delete()
            Cover.objects.filter(person__in=some, end__gt=last).update(end=last)
            _set_active(some, active=False)
    for person, school, last in plan.left_schools:
        here = RoleHolding.objects.filter(person=person, school__slug=school, school__trust=trust)
        here.exclude(end__lte=last).update(end=Greatest(F("start"), last))
        covers = Cover.objects.filter(person=person, holding__school__slug=school, holding__school__trust=trust)
        covers.filter(start__gt=last).delete()
        covers.filter(end__gt=last).update(end=last)
    for some in _batches(plan.returned):
        _set_active(some, active=True)


def _set_active(people: Collection[UUID], *, active: bool) -> None:
    """A new unusable password makes every session of the account invalid, for good."""
    users = list(User.objects.filter(person__in=people))
    for user in users:
        user.is_active = active
        user.set_unusable_password()
    User.objects.bulk_update(users, ["is_active", "password"], batch_size=BATCH)


def _upsert(model: type[models.Model], rows: list[models.Model]) -> None:
    """Update rows by their ids; one INSERT … ON CONFLICT is many times faster than an UPDATE with cases."""
    columns = model._meta.concrete_fields
    fields = [
        column.name for column in columns if not (column.primary_key or column.generated or column.name in _NOT_OURS)
    ]
    model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for begin in range(0, len(ids), BATCH):
        yield ids[begin : begin + BATCH]


def _person(state: PersonState, trust: Trust) -> Person:
    fields = state._asdict()
    return Person(id=fields.pop("pk"), trust=trust, **fields)


def _membership(state: PlaceState, schools: dict[str, UUID]) -> Membership:
    return Membership(
        id=state.pk,
        person_id=state.person,
        school_id=schools[state.school],
        kind=state.kind,
        year_group=state.year_group,
        class_name=state.class_name,
        job_title=state.job_title,
        line_manager_id=state.line_manager,
        start=state.start,
        end=state.end,
    )


def _link(state: LinkState) -> FamilyLink:
    fields = state._asdict()
    return FamilyLink(
        id=fields.pop("pk"), child_id=fields.pop("child"), adult_id=fields.pop("adult"), end=None, **fields
    )
