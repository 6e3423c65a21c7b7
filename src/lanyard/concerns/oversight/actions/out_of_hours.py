"""Who hears of a child at risk outside school hours."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.models import OutOfHours
from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Person, School, User
from lanyard.people.queries import is_staff_at
from lanyard.records.audit import record

_NOT_YOURS = "You can’t change this out-of-hours contact."


@transaction.atomic
def name_person(*, by: User, school: School, person: Person, start: date, end: date | None = None) -> OutOfHours:
    """Name somebody from a day to a day (both included; no end: until further notice). Raises `Refused`."""
    _may(by, school)
    if end is not None and end < start:
        raise Refused("The last day can’t be before the first.", "end")
    if start < timezone.localdate():
        raise Refused("The first day has passed. Enter today or a later date.", "start")
    if not is_staff_at(person, school, max(start, timezone.localdate())):
        raise Refused("Choose someone who works at the school or for the trust.", "person")
    if not person.email:
        raise Refused("This person has no email address on the register, so we can’t reach them.", "person")
    made = OutOfHours.objects.create(school=school, person=person, start=start, end=end)
    record("out-of-hours:name", by=by, about=made, place=school)
    return made


@transaction.atomic
def end_naming(*, by: User, named: OutOfHours) -> None:
    """From tomorrow they are not named any more; what had not begun is gone. Raises `Refused`."""
    _may(by, named.school)
    today = timezone.localdate()
    record("out-of-hours:end", by=by, about=named, place=named.school)
    if named.start > today:
        named.delete()
    elif named.end is None or named.end > today:
        named.end = today
        named.save(update_fields=["end"])


def _may(by: User, school: School) -> None:
    if not gate.may(by, "concerns:hours", school):
        raise Refused(_NOT_YOURS)
