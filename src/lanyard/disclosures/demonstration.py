"""The demonstration's declarations: every state at each school, a condition past its day, one made together."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from lanyard.disclosures.choices import OtherKind, State
from lanyard.disclosures.models import Condition, Declarer, Disclosure, Discussion, Renewal
from lanyard.disclosures.rules import HOLDS, WAITING, YEAR, decide_by, way_of
from lanyard.people.choices import Role
from lanyard.people.demonstration import World
from lanyard.people.models import Person, School
from lanyard.people.queries.routing import register_of
from lanyard.people.rules.routing import Graph


@dataclass(frozen=True)
class Story:
    """One invented declaration: `days` since it was declared; `due` of a condition in days from today."""

    state: State
    days: int
    kind: OtherKind
    platform: str
    name: str
    how: str
    why: str
    contact: str
    reason: str = ""
    condition: str = ""
    due: int | None = None
    together: bool = False
    renewed: bool = False


STORIES = (
    Story(
        State.DECLARED, 3, OtherKind.PARENT, "whatsapp", "Jo Penrose", "My sister; her son is in Year 4.",
        "The whole family plans birthdays and visits in one group.", "A few messages a week, in the family’s group.",
    ),
    Story(
        State.DISCUSSING, 8, OtherKind.FORMER_PUPIL, "instagram", "Sam Tregear", "I coached them at the sailing club.",
        "The club tells everybody of races there.", "They follow the club; we do not write to each other.",
    ),
    Story(
        State.ACCEPTED, 360, OtherKind.COLLEAGUE_CHILD, "facebook", "Elowen Hart", "A colleague’s daughter; I am her "
        "godmother.", "Our families are close.", "Photos on birthdays, seen by both families.",
        reason="Known to both families for years, and nothing in private.", together=True,
    ),
    Story(
        State.CONDITIONS, 120, OtherKind.PARENT, "whatsapp", "Chris Nance", "A neighbour; we share a lift to work.",
        "We agree on the lift in the morning.", "A message on most mornings.",
        reason="The lift is no matter of the school.", condition="Leave the group of the parents of Year 5.", due=-6,
    ),
    Story(
        State.CONDITIONS, 390, OtherKind.RELATIVE, "facebook", "Wren Bolitho", "My cousin’s child.",
        "They are family.", "Now and then, in the family’s group.",
        reason="Family, and open to the child’s parents.", condition="Say nothing of school there.", renewed=True,
    ),
    Story(
        State.NOT_ACCEPTED, 12, OtherKind.PUPIL, "snapchat", "Billie Moor", "They added me after the school trip.",
        "I did not want to be unkind.", "They send pictures of their dog.",
        reason="A pupil writes to you in private. That has to end; we talked about how to say so.",
    ),
    Story(
        State.ENDED, 90, OtherKind.FORMER_PUPIL, "instagram", "Taylor Rowe", "In my class three years ago.",
        "They asked for help with a college form.", "None any more.",
        reason="Still under 18: the college helps with this.",
    ),
    Story(
        State.WITHDRAWN, 250, OtherKind.PARENT, "facebook", "Alex Vosper", "We went to school together.",
        "We have friends in common.", "Hardly any.",
    ),
)  # fmt: skip
# The headteacher's own, which goes to the executive headteacher.
HEADS_OWN = Story(
    State.DECLARED, 5, OtherKind.PARENT, "whatsapp", "Morgan Teague", "We sing in the same choir.",
    "The choir agrees on rehearsals in a group.", "A group of thirty; nothing in private.",
)  # fmt: skip


def build(world: World) -> None:
    """Add a declaration in every state to each school, and the headteacher's own."""
    for n, school in enumerate(world.schools):
        graph = register_of(school, world.today).graph
        staff = _staff(world, school)
        for number, story in enumerate(STORIES if len(staff) > len(STORIES) else ()):
            people = [staff[number], staff[-1]] if story.together else [staff[number]]
            # Only one school is behind: its condition is past its day, and its first declaration waits too long.
            _make(world, school, story, people, graph, behind=n % 3 == 2)
        head = world.holders.get((Role.HEADTEACHER, school.slug))
        if head:
            _make(world, school, HEADS_OWN, [head], graph)


def _make(
    world: World, school: School, story: Story, people: list[Person], graph: Graph, *, behind: bool = False
) -> None:
    declared = _at(world, story.days + (14 if behind and story.state == State.DECLARED else 0))
    way = way_of([person.pk for person in people], graph)
    by = Person.objects.filter(pk__in=way.told).order_by("pk").first()
    is_decided = bool(story.reason)
    row = Disclosure(
        trust=school.trust, school=school, level=way.level, state=story.state, platform=story.platform,
        other_kind=story.kind, other_name=story.name, since=str(world.today.year - 6), how_known=story.how,
        why=story.why, contact=story.contact, declared_at=declared, reason=story.reason,
        sent_once=uuid.UUID(int=world.rng.getrandbits(128), version=4),
    )  # fmt: skip
    if story.state in WAITING:
        row.decide_by = decide_by(declared.date())
    if is_decided:
        row.decided_at, row.decided_by = _at(world, max(story.days - 4, 1) % YEAR.days), by
        row.review_on = row.decided_at.date() + (YEAR if story.state in HOLDS else timedelta(days=28))
    if story.state in (State.ENDED, State.WITHDRAWN):
        row.ended_at = _at(world, story.days // 2)
    row.save()
    Declarer.objects.bulk_create(Declarer(disclosure=row, person=p, is_first=p == people[0]) for p in people)
    _add(world, row, story, by, behind=behind)


def _add(world: World, row: Disclosure, story: Story, by: Person | None, *, behind: bool) -> None:
    """What was discussed, the condition and the renewal of a story."""
    if story.state == State.DISCUSSING:
        says = "We went through who follows whom. They take the account off the public list."
        Discussion.objects.create(disclosure=row, at=_at(world, 2), by=by, says=says)
    if story.condition:
        due = world.today + timedelta(days=story.due if behind else 20) if story.due is not None else None
        Condition.objects.create(disclosure=row, says=story.condition, due=due, added_at=row.decided_at)
    if story.renewed:
        first = row.declarers.get(is_first=True)
        Renewal.objects.create(disclosure=row, at=_at(world, 29), by=first.person, changed=False)


def _staff(world: World, school: School) -> list[Person]:
    """Staff with an account and without a role."""
    holders = {person.pk for (_, slug), person in world.holders.items() if slug in ("", school.slug)}
    return [p for p in world.staff[school.slug] if p.email and p.left_on is None and p.pk not in holders]


def _at(world: World, days_ago: int) -> datetime:
    """Noon of the last weekday that is so many days ago, or longer."""
    day = world.today - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day - timedelta(days=max(day.weekday() - 4, 0)), time(12, 40)))
