"""Loading the file that describes a trust: loading it again brings up to date and doubles nothing."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.kernel.years import academic_year
from lanyard.people import register_moves
from lanyard.people.actions.addresses import change_address
from lanyard.people.actions.identity import WHO, tell_new_names
from lanyard.people.actions.trust_roles import Roles
from lanyard.people.models import (
    Closure,
    DayPeriod,
    DayTimetable,
    Membership,
    Person,
    RoleHolding,
    School,
    SourceId,
    Term,
    Trust,
    User,
)
from lanyard.people.queries import power
from lanyard.people.roster.model import group_of
from lanyard.people.trust_file import PersonRow, SchoolRow, TrustFile
from lanyard.records import audit

audit.words["trust:load"] = "Loaded the file that describes the trust"


@transaction.atomic
def load_trust(*, file: TrustFile, by: User | str) -> Trust:
    """Bring the trust up to what the file says. Raises `Refused`, with nothing changed.

    A school's terms, closures and days of the academic years that the file lists, and later, are made to be those
    listed. People, roles and covers are added or brought up to date; nobody is removed, and no role is ended, because
    the file lacks them.

    The first file that names holders of roles that need confirming names them for good: they begin at once. After that
    such roles, covers of them, and new addresses of their holders are only proposed, as on the pages.
    """
    trust, _ = Trust.objects.update_or_create(slug=file.slug, defaults=file.facts)
    schools = {row.slug: _school(trust, row) for row in file.schools}
    is_first = not RoleHolding.objects.filter(trust=trust, role__in=power.GUARDED).exists()
    person_of = _person if file.has_ids else _person_at_address
    people = {row.id: person_of(trust, row, by) for row in file.people}
    for row in file.people:
        _places(schools, people[row.id], row)
    roles = Roles(trust, schools, people, by, is_first=is_first)
    for row in file.people:
        roles.give(row)
    for cover in file.covers:
        roles.cover(cover)
    detail = {"schools": len(schools), "people": len(people), "covers": len(file.covers), "first": is_first}
    audit.record("trust:load", by=by, about=trust, place=trust, detail=detail)
    register_moves.moved(person.pk for person in people.values())
    return trust


def _school(trust: Trust, row: SchoolRow) -> School:
    if School.objects.filter(slug=row.slug).exclude(trust=trust).exists():
        raise Refused(f"The school “{row.slug}” belongs to another trust")
    school, _ = School.objects.update_or_create(slug=row.slug, defaults={"trust": trust, **row.facts})
    _sync(Term, school, [{"name": t.name, "start": t.start, "end": t.end} for t in row.terms], by="start")
    _sync(Closure, school, [{"kind": c.kind, "start": c.start, "end": c.end} for c in row.closures], by="start")
    if row.days:
        first = academic_year(min(day.valid_from for day in row.days)).first_day
        DayTimetable.objects.filter(school=school, valid_from__gte=first).delete()
    for day in row.days:
        made = DayTimetable.objects.create(
            school=school,
            year_groups=list(day.year_groups),
            valid_from=day.valid_from,
            valid_until=day.valid_until,
            day_starts=day.starts,
            day_ends=day.ends,
        )
        DayPeriod.objects.bulk_create(
            DayPeriod(timetable=made, kind=kind, starts=starts, ends=ends) for kind, starts, ends in day.periods
        )
    return school


def _sync(model: type[models.Model], school: School, rows: list[dict[str, Any]], *, by: str) -> None:
    """Make the school's rows of the listed academic years and later be those listed; earlier years stay."""
    if not rows:
        return
    first = academic_year(min(row[by] for row in rows)).first_day
    kept = [model._default_manager.update_or_create(school=school, **{by: row[by]}, defaults=row)[0].pk for row in rows]
    model._default_manager.filter(school=school, **{f"{by}__gte": first}).exclude(pk__in=kept).delete()


def _person(trust: Trust, row: PersonRow, by: User | str) -> Person:
    email = row.facts["email"]
    known = SourceId.objects.filter(trust=trust, school=None, value=row.id).select_related("person").first()
    found = known.person if known else None
    if found is None and email:
        unnamed = Person.objects.filter(trust=trust, email__iexact=email)
        found = unnamed.exclude(source_ids__trust=trust, source_ids__school=None).first()
    taken = Person.objects.filter(trust=trust, email__iexact=email)
    if email and (taken.exclude(pk=found.pk) if found else taken).exists():
        raise Refused(f"Someone else on the register has the email address of person “{row.id}”")
    person = found or Person(trust=trust)
    renamed = False
    for name, value in row.facts.items():
        if found is None or name != "email":
            renamed = renamed or bool(found and name in WHO and getattr(found, name) != value)
            setattr(person, name, value)
    person.save()
    if renamed:
        tell_new_names([person.pk], by=by, now=timezone.now())
    if known is None:
        kinds = {group_of(place.kind) for place in row.places}
        group = "pupil" if "pupil" in kinds else "parent" if kinds == {"parent"} else "staff"
        SourceId.objects.create(trust=trust, person=person, group=group, value=row.id)
    if found:
        change_address(person=person, email=email, by=by, now=timezone.now(), how="trust-file")
    return person


def _person_at_address(trust: Trust, row: PersonRow, by: User | str) -> Person:
    """Whoever has the address already, as the register has them; otherwise somebody new, without an id."""
    found = Person.objects.filter(trust=trust, email__iexact=row.facts["email"]).first()
    return found or Person.objects.create(trust=trust, **row.facts)


def _places(schools: dict[str, School], person: Person, row: PersonRow) -> None:
    for place in row.places:
        _open_or_update(
            Membership,
            {"person": person, "school": schools[place.school], "kind": place.kind},
            {"job_title": place.job_title, "start": place.start, "end": place.end},
        )


def _open_or_update(model: type[models.Model], same: dict[str, Any], facts: dict[str, Any]) -> None:
    """The row that is open or began the same day is brought up to date; otherwise a new one begins."""
    found = (
        model._default_manager.filter(Q(end__isnull=True) | Q(start=facts["start"]), **same)
        .order_by(F("end").asc(nulls_first=True))
        .first()
    )
    row = found or model(**same)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
