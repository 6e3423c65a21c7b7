"""A school year's worth of concerns for each school of the demonstration, and 2,000 a school for measuring."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone

from lanyard.concerns.core.choices import Audience, ConcernType, State
from lanyard.concerns.core.models import (
    Advice,
    CaseAction,
    Clock,
    Concern,
    Debrief,
    Entry,
    EntryEdit,
    Handover,
    Lesson,
    Link,
    Message,
    OutOfHours,
    ParentTold,
    Party,
    Poster,
    Reader,
    Report,
    Reporter,
    Transfer,
)
from lanyard.concerns.demonstration.case import Maker
from lanyard.concerns.demonstration.extras import add_extras, add_lessons
from lanyard.concerns.demonstration.pen import Rows
from lanyard.concerns.demonstration.stories import STORIES
from lanyard.concerns.oversight.posters import facts_of, until
from lanyard.people.choices import Role
from lanyard.people.demonstration import World
from lanyard.people.models import Person, School
from lanyard.people.queries import calendars
from lanyard.people.queries.routing import register_of
from lanyard.policy.models import Agency

# How many a school has in a trust for measuring: 200,000 in 100 schools.
MANY = 2_000
# What is done late or forgotten, by school in turn: one keeps everything, one nearly, one does not.
SHARES = (0.0, 0.05, 0.3)
# In this order, so that each row finds what it belongs to.
ORDER: tuple[type[models.Model], ...] = (
    Concern, Report, Reporter, Party, Reader, Clock, Entry, EntryEdit, Message, CaseAction, Advice, ParentTold, Debrief,
    Lesson, Link, Transfer, Handover, OutOfHours, Poster,
)  # fmt: skip


def build(world: World) -> None:
    """Add concerns, who is named for out of hours, and posters, to every school."""
    agency = Agency.objects.filter(key="lesas").first()
    days = calendars(School.objects.filter(trust=world.trust))
    used: set[str] = set()
    for n, school in enumerate(world.schools):
        maker = Maker(
            school=school,
            register=register_of(school, world.today),
            is_school_day=days[school.pk].is_school_day,
            rng=world.rng,
            now=_at(world, 0, 8),
            late=SHARES[n % len(SHARES)],
            agency=agency,
            used=used,
            teachers=_teachers(world, school),
            told_each=4 if world.is_large else 1,
        )
        if world.is_large:
            _many(world, maker)
        else:
            _each_at_every_stage(world, maker, n)
            add_extras(world, maker)
        add_lessons(world, maker)
        _ways(world, maker, n)
        _store(maker.rows)


def _each_at_every_stage(world: World, maker: Maker, n: int) -> None:
    """Closed ones of every type in both years; of each type something that goes on now, in one school of three."""
    this_morning = min(_at(world, 0, 7), timezone.now() - timedelta(minutes=5))
    for place, (kind, told) in enumerate(STORIES.items()):
        for number, story in enumerate(told):
            maker.make(kind, story, State.CLOSED, _at(world, 390 + 11 * place + 40 * number, 9 + place % 6))
            maker.make(kind, story, State.CLOSED, _at(world, 30 + 9 * place + 23 * number, 9 + place % 6))
        if (place + n) % 3 == 0:
            maker.make(kind, told[0], State.DECIDED, _at(world, 12 + place, 11))
            maker.make(kind, told[-1], State.OPEN, _at(world, 3 + place % 4, 13))
            maker.make(kind, told[-1], "reopened", _at(world, 60 + place, 10))
            # Where much is late it has waited since yesterday.
            maker.make(kind, told[0], State.NEW, _at(world, 1, 14) if maker.late > 0.1 else this_morning)


def _many(world: World, maker: Maker) -> None:
    """Two years of many concerns, nearly all of them closed: two in three about a child's safety."""
    kinds = [*STORIES, *[kind for kind in STORIES if ConcernType(kind) in list(ConcernType)[:8]] * 2]
    for number in range(MANY):
        kind = kinds[number % len(kinds)]
        told = STORIES[kind]
        story = told[number % len(told)]
        if number < MANY // 25:
            stage = (State.NEW, State.OPEN, State.OPEN, State.DECIDED)[number % 4]
            maker.make(kind, story, stage, _at(world, 2 + number % 12, 9 + number % 6))
        else:
            day = 20 + (number * 7) % max((world.today - world.first_day).days - 21, 30)
            maker.make(kind, story, State.CLOSED, _at(world, day, 9 + number % 6))


def _ways(world: World, maker: Maker, n: int) -> None:
    """Posters in date at most schools, a year old at some; somebody for out of hours where there is a deputy."""
    by = world.holder(Role.HEADTEACHER, maker.school)
    deputy = world.holder(Role.DEPUTY_DSL, maker.school)
    facts = facts_of(maker.school, world.today) if not world.is_large else {}
    for audience in Audience:
        old = n % 3 == 2 or (n % 3 == 1 and audience == Audience.PARENTS)
        made = max(_at(world, 400 if old else 70, 15), _at(world, (world.today - world.first_day).days, 9))
        says = facts[audience].digest if audience in facts and not old else "0" * 64
        maker.rows[Poster].append(
            Poster(
                school=maker.school, audience=audience, says=says, made_at=made,
                until=until(made.date()) if old else until(world.today), by=by,
            )
        )  # fmt: skip
    if deputy:
        start = world.today - timedelta(days=60)
        maker.rows[OutOfHours].append(OutOfHours(school=maker.school, person=deputy, start=start))


def _teachers(world: World, school: School) -> list[Person]:
    """Staff who report things and hold no role that receives any."""
    holders = {person.pk for (_, slug), person in world.holders.items() if slug in ("", school.slug)}
    return [p for p in world.staff[school.slug] if p.email and p.left_on is None and p.pk not in holders]


def _store(rows: Rows) -> None:
    for model in ORDER:
        model.objects.bulk_create(rows[model], batch_size=500)


def _at(world: World, days_ago: int, hour: int) -> datetime:
    """A moment on the last weekday that is so many days ago, or longer."""
    day = world.today - timedelta(days=days_ago)
    if days_ago:
        day -= timedelta(days=max(day.weekday() - 4, 0))
    return timezone.make_aware(datetime.combine(day, time(hour, (7 * days_ago) % 60)))
