"""What happens on few concerns only, so that each page of the room has something to show."""

from __future__ import annotations

from datetime import timedelta

from lanyard.concerns.casework.queries.closing import lessons_key
from lanyard.concerns.core.choices import ActionKind, ConcernType, EntryKind, ReaderKind, State, Threshold
from lanyard.concerns.core.models import (
    CaseAction,
    Clock,
    Concern,
    Debrief,
    Entry,
    EntryEdit,
    Handover,
    Lesson,
    Link,
    Reader,
    Transfer,
)
from lanyard.concerns.demonstration import stories
from lanyard.concerns.demonstration.case import Maker
from lanyard.concerns.demonstration.stories import Story
from lanyard.people.choices import Role
from lanyard.people.demonstration import World


def add_extras(world: World, maker: Maker) -> None:
    """A pattern of low-level concerns, and a concern of each rarer standing."""
    _pattern(maker)
    _about_the_headteacher(world, maker)
    held = [c for c in maker.rows[Concern] if c.state == State.OPEN and c.level in ("dsl", "deputy_dsl")]
    if len(held) >= 3:
        _let_in(world, maker, held)
        _talk(maker, held[0])
    closed = [c for c in maker.rows[Concern] if c.state == State.CLOSED and c.level in ("dsl", "deputy_dsl")]
    _take_internet_away(world, maker, held[:1], closed)
    _end(maker, closed)
    late = [c for c in maker.rows[Concern] if c.state == State.NEW and c.level in ("dsl", "deputy_dsl")]
    for concern in late[: maker.late > 0.1]:
        _escalate(world, maker, concern)


def add_lessons(world: World, maker: Maker) -> None:
    """What the school learnt: done by its day, late where much is late, and some still to come."""
    head = world.holder(Role.HEADTEACHER, maker.school)
    debriefed = [row.concern for row in maker.rows[Debrief] if row.held]
    for place, (area, says, clause) in enumerate(stories.LESSONS):
        due = world.today + timedelta(days=30 * (2 - place))
        is_done = due < world.today and (maker.late < 0.1 or place != len(stories.LESSONS) - 1)
        added = maker.now - timedelta(days=150)
        done = {"done_at": added + timedelta(days=60), "done_how": "Done with all year groups."} if is_done else {}
        maker.rows[Lesson].append(
            Lesson(
                school=maker.school, concern_key=lessons_key(debriefed[place % len(debriefed)]), area=area,
                says=says, clause=clause, owner=head, due=due, added_at=added, **done,
            )
        )  # fmt: skip


def _pattern(maker: Maker) -> None:
    """The same colleague four times in a year, each time a little thing."""
    person = maker.teachers[-1]
    texts = (
        "Let pupils see her own account on the whiteboard by mistake.",
        "Answered a parent’s message on her own telephone, kindly but from her own number.",
        "Took a photo of a display with a name in it, and deleted it when told.",
        "Joined a game in which two of our pupils play, and left when she saw them.",
    )
    for number, text in enumerate(texts):
        came = maker.now - timedelta(days=35 + 70 * number, hours=-4)
        maker.make(
            ConcernType.STAFF_CONDUCT, Story(text, about="staff"), State.CLOSED, came, subject=person,
            threshold=Threshold.LOW_LEVEL,
        )  # fmt: skip


def _about_the_headteacher(world: World, maker: Maker) -> None:
    head = world.holder(Role.HEADTEACHER, maker.school)
    story = Story("Answered a parent sharply in a public group.", platform="facebook", about="headteacher")
    if head:
        for stage, days in ((State.CLOSED, 200), (State.OPEN, 9)):
            maker.make(
                ConcernType.STAFF_CONDUCT, story, stage, maker.now - timedelta(days=days, hours=-3), subject=head
            )


def _let_in(world: World, maker: Maker, held: list[Concern]) -> None:
    """One is dealt with by somebody else, one is asked about, one is on offer."""
    leader = world.holder(Role.LEADERSHIP, maker.school) or maker.teachers[0]
    holder, at = held[1].assigned_to, maker.now - timedelta(days=1)
    for concern, kind, why in (
        (held[0], ReaderKind.ASSIGNED, "Knows the family well."),
        (held[1], ReaderKind.CONSULTED, "What helped in a similar case last year?"),
    ):
        end = at.date() + timedelta(days=14) if kind == ReaderKind.CONSULTED else None
        maker.rows[Reader].append(
            Reader(concern=concern, person=leader, kind=kind, purpose=why, start=at.date(), end=end, added_at=at,
                   added_by=holder)
        )  # fmt: skip
    held[0].assigned_to = leader
    other = next((p for p in maker.register.people_for(maker.register.graph.acting("headteacher"))), None)
    if other:
        maker.rows[Transfer].append(
            Transfer(concern=held[2], to=other, reason="The family asked for it.", offered_at=at, offered_by=holder)
        )
    maker.rows[Link].append(Link(one=held[0], other=held[2], why="The same group chat.", at=at, by=holder))


def _talk(maker: Maker, concern: Concern) -> None:
    """A conversation with the reporter, and an entry that was put right."""
    holder = concern.assigned_to
    maker.message(concern, stories.FROM_SCHOOL[0], maker.now - timedelta(days=2), holder)
    maker.message(concern, stories.FROM_REPORTER[0], maker.now - timedelta(hours=16))
    concern.has_news = True
    maker.entry(concern, EntryKind.NOTE, "Met with the family on Thursday.", maker.now - timedelta(days=2), holder)
    entry = maker.rows[Entry][-1]
    maker.rows[EntryEdit].append(
        EntryEdit(
            entry=entry, old_text="Met with the family on Friday.", old_happened_at=entry.happened_at,
            reason="Wrong day.", at=maker.now - timedelta(days=1), by=holder,
        )
    )  # fmt: skip


def _take_internet_away(world: World, maker: Maker, now: list[Concern], closed: list[Concern]) -> None:
    """One removal in force, one that ended by itself, and where much is late one without a way to appeal."""
    removals = [(concern, -3, 4, "Write to the Headteacher.") for concern in now]
    removals += [(concern, -60, 5, "Write to the Headteacher.") for concern in closed[:1]]
    removals += [(concern, -45, 10, "") for concern in closed[1:3] if maker.late > 0.1]
    for concern, start, days, appeal in removals:
        first = world.today + timedelta(days=start)
        maker.rows[CaseAction].append(
            CaseAction(
                concern=concern, kind=ActionKind.INTERNET, says="Used a classmate’s log-in in lessons.", start=first,
                until=first + timedelta(days=days), appeal=appeal, added_at=maker.now + timedelta(days=start),
            )
        )  # fmt: skip


def _end(maker: Maker, closed: list[Concern]) -> None:
    """One closed case is on hold, and the file of one went to the child's next school."""
    if len(closed) < 2:
        return
    closed[0].on_hold = True
    closed[1].outcome = "handed_over"
    maker.rows[Handover].append(
        Handover(
            concern=closed[1], outwards=True, other="Hilltop Secondary", sha256="0" * 64, at=closed[1].closed_at,
            receipt="Received by their safeguarding lead.", receipt_at=closed[1].closed_at + timedelta(days=1),
        )
    )  # fmt: skip


def _escalate(world: World, maker: Maker, concern: Concern) -> None:
    """Nobody acknowledged one in time, so that the next level was told."""
    head = world.holder(Role.HEADTEACHER, maker.school)
    clock = next(c for c in maker.rows[Clock] if c.concern is concern)
    clock.passed_on, clock.pass_on_at = 1, None
    if head:
        maker.rows[Reader].append(
            Reader(concern=concern, person=head, kind=ReaderKind.ESCALATED, start=world.today, added_at=maker.now)
        )
