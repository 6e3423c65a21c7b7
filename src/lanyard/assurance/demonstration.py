"""The demonstration's statements, and its history of snapshots: read by the real controls, for days gone by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lanyard.assurance.actions import keep_readings, open_schools, read_all
from lanyard.assurance.models import Answer, Attestation, Snapshot
from lanyard.assurance.registry import Control, Scope, attested
from lanyard.people.demonstration import World
from lanyard.people.models import School

NOTES = {
    Answer.KEPT: "Checked with the leadership team; everything was in order.",
    Answer.PARTLY: "Mostly done. One year group is still to follow.",
    Answer.NOT_KEPT: "Not done this term. It is on the list for the next leadership meeting.",
}
# As far back the history is read once a week.
LAST_TERM = timedelta(weeks=12)


def build(world: World) -> None:
    """Add statements at each school."""
    Attestation.objects.bulk_create(
        (made for n, school in enumerate(world.schools) for made in _statements(world, school, n)), batch_size=1000
    )


def _statements(world: World, school: School, n: int) -> list[Attestation]:
    made = []
    for place, control in enumerate(attested()):
        holder = world.holder(control.owner, school)
        # Each school leaves some clauses without a statement, another few at each.
        if holder is None or (place + n) % 5 == 4:
            continue
        day = world.first_day + timedelta(days=world.rng.randint(0, 40))
        while day < world.today - timedelta(days=3):
            next_due = day + timedelta(days=min(control.every_days, 190))
            made.append(_statement(world, school, control, holder, day=day, next_due=next_due))
            # Some are late by weeks.
            day = next_due + timedelta(days=world.rng.choice([-5, 0, 0, 2, 45]))
    return made


def _statement(world: World, school: School, control: Control, holder, *, day: date, next_due: date) -> Attestation:
    answer = world.rng.choices([Answer.KEPT, Answer.PARTLY, Answer.NOT_KEPT], [88, 9, 3])[0]
    return Attestation(
        school=school,
        control=control.id,
        answer=answer,
        notes=NOTES[answer],
        by=holder,
        as_role=control.owner,
        made_on=day,
        made_at=_at(day, time(15, 40)),
        next_due=next_due,
    )


def finish(world: World) -> None:
    """Take the snapshots of two school years: one in four weeks, and one a week of the last term of a small trust.

    The days between show the last reading, so that any day can be looked at.
    """
    day = world.first_day
    while day < world.today:
        is_recent = day > world.today - LAST_TERM and not world.is_large
        following = min(day + timedelta(days=7 if is_recent else 28), world.today)
        now = _at(day, time(5, 30))
        keep_readings(read_all(Scope(open_schools(day), day, now)), on=day, now=now)
        Snapshot.objects.filter(last_day=day).update(last_day=following - timedelta(days=1))
        day = following
    now = timezone.now()
    keep_readings(read_all(Scope(open_schools(world.today), world.today, now)), on=world.today, now=now)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
