"""Writes of assurance: snapshots of what controls read, and people's statements."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lanyard.assurance.models import Answer, Attestation, Snapshot
from lanyard.assurance.queries.stated import read_attested, words_of
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import Control, Scope, all_controls, measured
from lanyard.kernel.schedule import where
from lanyard.people.models import Person, School
from lanyard.people.queries import without_anybody
from lanyard.records.audit import record
from lanyard.records.required import required

log = logging.getLogger("lanyard.assurance")

Readings = dict[tuple[UUID, str], Reading]
# How many rows one UPDATE names: well under SQLite's limit on variables.
_CHUNK = 500
NOBODY = Reading(Status.NOT_IN_USE, "Nobody is on this school’s register yet")
# What can't be said of a school where there is nobody.
GOOD = (Status.KEPT, Status.IN_PROGRESS)
# How many rooms are read beside each other.
READERS = 2


def open_schools(on: date) -> QuerySet[School]:
    """The schools that are open on the day: those whose clauses are read."""
    return School.objects.filter(Q(closed__isnull=True) | Q(closed__gte=on), Q(opened__isnull=True) | Q(opened__lte=on))


def read_all(scope: Scope, controls: Iterable[Control] | None = None) -> Readings:
    """Read controls (all of them unless some are given) for all schools of the scope.

    A control that fails is logged and answers "not yet measured" for each school: it never hides the others. Nothing is
    kept where there is nobody: there it is not in use. Outside a transaction, rooms are read beside each other, each by
    a connection of its own.
    """
    scope = replace(scope, shared={})
    wanted = list(all_controls().values() if controls is None else controls)
    school_ids = list(scope.schools.values_list("pk", flat=True))
    rooms: dict[str, list[Control]] = defaultdict(list)
    for control in wanted:
        if control.read is not None:
            rooms[control.id.partition(".")[0]].append(control)
    found: Readings = {}
    for part in _side_by_side(lambda room: _read_room(room, scope, school_ids), list(rooms.values())):
        found.update(part)
    empty = without_anybody(scope.schools, scope.on) if found else set()
    found.update({key: NOBODY for key, said in found.items() if key[0] in empty and said.status in GOOD})
    found.update(read_attested(scope, [c for c in wanted if c.read is None]))
    return found


def _side_by_side(read: Callable[[list[Control]], Readings], rooms: list[list[Control]]) -> Iterable[Readings]:
    if connection.in_atomic_block or len(rooms) < 2:
        return [read(room) for room in rooms]

    def read_and_close(room: list[Control]) -> Readings:
        try:
            return read(room)
        finally:
            connection.close()

    # The rooms with most to read begin first, so that none of them is left for the end.
    with ThreadPoolExecutor(READERS) as readers:
        return list(readers.map(read_and_close, sorted(rooms, key=len, reverse=True)))


def _read_room(room: list[Control], scope: Scope, school_ids: list[UUID]) -> Readings:
    answers = ((control, _read_one(control, scope, school_ids)) for control in room)
    return {(school, control.id): reading for control, those in answers for school, reading in those.items()}


def _read_one(control: Control, scope: Scope, school_ids: list[UUID]) -> Mapping[UUID, Reading]:
    try:
        # In a transaction, a query that fails must not spoil those after it.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            answers = required(control.read)(scope)
    except Exception as problem:  # noqa: BLE001  (one control that can't be read harms no other)
        log.error("Control %s could not be read: %s at %s", control.id, type(problem).__name__, where(problem))
        return dict.fromkeys(
            school_ids, Reading(Status.NOT_MEASURED, "This could not be measured. The server log says why")
        )
    nothing = Reading(Status.NOT_MEASURED, "Nothing to measure yet")
    return {school_id: answers.get(school_id, nothing) for school_id in school_ids}


def take_snapshot(*, now: datetime | None = None, by: str = "system:nightly") -> int:
    """Read every control for every open school and keep it as that day's snapshot. Answers how many readings."""
    now = now or timezone.now()
    on = timezone.localdate(now)
    # Before the transaction: nobody has to wait with what they write until everything has been read.
    readings = read_all(Scope(open_schools(on), on, now))
    with transaction.atomic():
        keep_readings(readings, on=on, now=now)
        record("snapshot:take", by=by, about=None, detail={"day": on, "readings": len(readings)})
    return len(readings)


def reread(*, schools: QuerySet[School], event: str, now: datetime | None = None) -> int:
    """Read again, at once, the controls that an audit event moves, so that the figure on the page moves with it.

    Has no audit event of its own: it is derived from the one that caused it.
    """
    moved = [c for c in measured() if event in c.moved_by]
    if not moved:
        return 0
    now = now or timezone.now()
    on = timezone.localdate(now)
    with transaction.atomic():
        readings = read_all(Scope(schools, on, now), moved)
        keep_readings(readings, on=on, now=now)
    return len(readings)


def keep_readings(readings: Readings, *, on: date, now: datetime) -> None:
    """Write readings as the snapshot of the day: the same as yesterday lengthens a row, another one starts a row.

    `now` is when they were read; what was read later than that stays.
    """
    yesterday = on - timedelta(days=1)
    schools = {school_id for school_id, _ in readings}
    latest = Snapshot.objects.filter(last_day__gte=yesterday, first_day__lte=on).order_by("first_day")
    if len(schools) == 1:
        latest = latest.filter(school_id__in=schools)
    rows = {(row.school_id, row.control): row for row in latest}
    same, cut, replaced, new = [], [], [], []
    for key, reading in readings.items():
        row = rows.get(key)
        fresh = _row(key, reading, on, now)
        if row is None:
            new.append(fresh)
        elif row.checked_at > now:
            # Something moved it while all were being read, and it was read again.
            continue
        elif _says_the_same(row, fresh):
            same.append(row.pk)
        elif row.first_day == on:
            replaced.append(row.pk)
            new.append(fresh)
        else:
            if row.last_day == on:
                cut.append(row.pk)
            new.append(fresh)
    _each_chunk(same, lambda rows: rows.update(last_day=on, checked_at=now))
    _each_chunk(cut, lambda rows: rows.update(last_day=yesterday))
    _each_chunk(replaced, lambda rows: rows.delete())
    Snapshot.objects.bulk_create(new, batch_size=_CHUNK)


def _row(key: tuple[UUID, str], reading: Reading, on: date, now: datetime) -> Snapshot:
    return Snapshot(
        school_id=key[0],
        control=key[1],
        first_day=on,
        last_day=on,
        status=reading.status,
        says=reading.says[:300],
        done=reading.done,
        total=reading.total,
        counts=reading.counts,
        apart=reading.apart,
        attention=reading.to_json(),
        items=reading.items_to_json(),
        checked_at=now,
    )


_CONTENT = ("status", "says", "done", "total", "counts", "apart", "attention", "items")


def _says_the_same(row: Snapshot, fresh: Snapshot) -> bool:
    return all(getattr(row, name) == getattr(fresh, name) for name in _CONTENT)


def _each_chunk(ids: list[int], write) -> None:
    for start in range(0, len(ids), _CHUNK):
        write(Snapshot.objects.filter(pk__in=ids[start : start + _CHUNK]))


@transaction.atomic
def attest(
    *,
    school: School,
    control: Control,
    answer: str,
    notes: str,
    next_due: date,
    by: Person,
    as_role: str,
    about: Sequence[str] = (),
) -> Attestation:
    """Keep a person's dated statement on a clause that nothing can measure, and show it at once.

    `about` are the items that an answer other than "kept" finds wanting; none for all of them.
    """
    now = timezone.now()
    words = words_of([school], timezone.localdate(now), control.clauses)
    made = Attestation.objects.create(
        school=school,
        control=control.id,
        answer=answer,
        about=[] if answer == Answer.KEPT else list(about),
        words=words.get((school.pk, control.clauses[0]), ""),
        notes=notes,
        by=by,
        as_role=as_role,
        made_on=timezone.localdate(now),
        made_at=now,
        next_due=next_due,
    )
    record("clause:attest", by=by, about=made, place=school, detail={"control": control.id, "answer": answer})
    scope = Scope(School.objects.filter(pk=school.pk), made.made_on, now)
    keep_readings(read_all(scope, [control]), on=made.made_on, now=now)
    return made
