"""One concern of the demonstration with everything that belongs to its stage, as rows that are not yet stored."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lanyard.concerns.core.choices import (
    ActionKind,
    ClockKind,
    EntryKind,
    Ground,
    Outcome,
    ParentContact,
    PartyRole,
    Place,
    ReaderKind,
    Risk,
    Route,
    State,
    Threshold,
)
from lanyard.concerns.core.clock_lengths import lengths
from lanyard.concerns.core.kinds import KINDS, Kind
from lanyard.concerns.core.models import (
    Advice,
    CaseAction,
    Clock,
    Concern,
    Debrief,
    ParentTold,
    Party,
    Reader,
    Report,
    Reporter,
    key_of,
)
from lanyard.concerns.core.rules import answers, hearing
from lanyard.concerns.core.rules.clocks import acknowledge_key, ends_at, in_school_hours
from lanyard.concerns.core.rules.closed_weeks import counted_at
from lanyard.concerns.demonstration import stories
from lanyard.concerns.demonstration.pen import Pen
from lanyard.concerns.demonstration.stories import Story
from lanyard.people.models import Person
from lanyard.people.rules import routing


class Maker(Pen):
    """Makes the concerns of one school."""

    def make(self, type_: str, story: Story, stage: str, came: datetime, **more: object) -> Concern:
        """A concern of this type that came then, as it stands at this stage ("reopened" beside the states)."""
        kind, self.number = KINDS[type_], self.number + 1
        subjects = (more.pop("subject"),) if more.get("subject") else ()
        route = self._route(kind, story)
        effect = answers.read(story.answers, from_child=route == Route.CHILD)
        way = self._way(kind, story, subjects, effect)
        concern = self._concern(kind, story, came, way, route)
        concern.child_at_risk, concern.in_danger = effect.child_at_risk, effect.in_danger
        for name, value in more.items():
            setattr(concern, name, value)
        self.rows[Concern].append(concern)
        self._report(concern, kind, story)
        self._readers(concern, way, self._beside(kind, effect, way))
        holder = self.register.people.get(way.told[0]) if way.told else None
        child = self._parties(concern, kind, story, way, subjects)
        self._stage(concern, stage, came, holder, child)
        self._clocks(concern, kind, stage)
        return concern

    def _route(self, kind: Kind, story: Story) -> Route:
        offered = [Route.CHILD] if story.child_words and Route.CHILD in kind.routes else sorted(kind.routes)
        return Route(self._one([one for one in offered if one != Route.TRANSFER]))

    def _way(self, kind: Kind, story: Story, subjects: tuple[Person, ...], effect: answers.Effect) -> routing.Way[UUID]:
        said = story.about if story.about in routing.SAID else ""
        reporter = self.teachers[self.number % len(self.teachers)]
        report = routing.Report(
            answers.line_of(str(kind.group), effect.child_at_risk), frozenset(p.pk for p in subjects), said,
            tell_whom=("dsl", "headteacher")[self.number % 2] if kind.group == "contact" else "",
            reporter=reporter.pk if kind.group in ("myself", "contact") else None,
        )  # fmt: skip
        return routing.route(report, self.register.graph)

    def _concern(self, kind: Kind, story: Story, came: datetime, way: routing.Way[UUID], route: Route) -> Concern:
        entered = came + timedelta(days=1) if route == Route.PAPER and came < self.now - timedelta(days=2) else came
        return Concern(
            trust_id=self.school.trust_id, school=self.school, ref=self._ref(), type=kind.type, route=route,
            level=way.level, counted_at=counted_at(way.level, way.shut_out, self.register.graph),
            passed_up=way.passed_up, received_at=came, entered_at=entered, place=story.place,
            is_anonymous=kind.group not in ("myself", "contact") and self._share(0.5), device=story.device,
            platform=story.platform, sent_once=f"demonstration:{self.school.slug}:{self.number}"[:64],
            year_group=self._one(self.school.year_groups) if kind.is_safeguarding else "",
            ground="" if not kind.is_safeguarding else self._ground(story),
        )  # fmt: skip

    def _ground(self, story: Story) -> str:
        if self._share(self.late / 2):
            return ""
        return Ground.IN_SCHOOL if story.place == "on_site" else self._one([Ground.HARM, Ground.HARM, Ground.PARENTS])

    def _report(self, concern: Concern, kind: Kind, story: Story) -> None:
        words = story.child_words if concern.route == Route.CHILD else ""
        answers = {"about": story.about, "platform": story.platform, "place": story.place, **story.answers}
        asked = {key: value for key, value in answers.items() if value and key in kind.asks}
        self.rows[Report].append(
            Report(
                concern=concern,
                account=words or story.account,
                child_words=words,
                answers=asked,
                why_no_child=None if kind.is_safeguarding else "It is about no child in particular.",
            )
        )
        if concern.is_anonymous:
            return
        person = self.teachers[self.number % len(self.teachers)] if concern.route == Route.STAFF else None
        name = person.full_name if person else f"{self._one(stories.GIVEN)} (family)"
        key = {"person": str(person.pk), "person_key": key_of(person)} if person else {}
        self.rows[Reporter].append(Reporter(concern=concern, name=name, relation="Told us in person", **key))

    def _beside(self, kind: Kind, effect: answers.Effect, way: routing.Way[UUID]) -> tuple[UUID, ...]:
        if not answers.has_own_line_beside(str(kind.group), effect.child_at_risk):
            return ()
        return hearing.own_line(str(kind.group), routing.Report(str(kind.group)), self.register.graph, way)

    def _readers(self, concern: Concern, way: routing.Way[UUID], beside: tuple[UUID, ...]) -> None:
        known = [(person, ReaderKind.CHOSEN) for person in self.register.people_for(way.by_name)]
        known += [
            (person, ReaderKind.BESIDE) for person in self.register.people_for(beside) if person.pk not in way.shut_out
        ]
        for person, why in known:
            self.rows[Reader].append(
                Reader(concern=concern, person=person, kind=why, start=concern.received_at.date(),
                       added_at=concern.received_at)
            )  # fmt: skip

    def _parties(
        self, concern: Concern, kind: Kind, story: Story, way: routing.Way[UUID], subjects: tuple[Person, ...]
    ) -> list[Party]:
        at = concern.entered_at
        known = [(person, PartyRole.SUBJECT) for person in subjects]
        known += [(p, PartyRole.CONFLICT) for p in self.register.people_for(way.shut_out) if p not in subjects]
        self.rows[Party] += [
            Party(concern=concern, role=role, name=p.full_name, person=str(p.pk), person_key=key_of(p), added_at=at)
            for p, role in known
        ]
        if not kind.is_safeguarding:
            return []
        roles = [PartyRole.CHILD] + [PartyRole.OTHER_CHILD] * (story.about == "pupil")
        names = self.rng.sample(stories.GIVEN, len(roles))
        children = [
            Party(concern=concern, role=role, name=name, year_group=concern.year_group, added_at=at)
            for role, name in zip(roles, names, strict=True)
        ]
        self.rows[Party] += children
        return children

    def _stage(
        self, concern: Concern, stage: str, came: datetime, holder: Person | None, children: list[Party]
    ) -> None:
        if stage == State.NEW or holder is None:
            return
        concern.state, concern.risk = State.OPEN, self._one([Risk.LOW, Risk.LOW, Risk.MEDIUM])
        if concern.is_safeguarding:
            concern.risk = self._one([concern.risk, concern.risk, Risk.HIGH])
        concern.child_at_risk = concern.child_at_risk or ("" if concern.is_safeguarding else "no")
        self.entry(concern, EntryKind.TALK, self._one(stories.NOTES), came + timedelta(hours=20), holder)
        if stage == State.OPEN:
            concern.assigned_to = holder
            return
        # Nothing is closed with a gap; where much is late, some is missing before that.
        late = self.late if stage == State.DECIDED else 0
        self._do(concern, came, holder, children, late)
        self._decide(concern, came, holder, late)
        if stage == State.DECIDED:
            return
        concern.assigned_to, concern.place = holder, concern.place or Place.UNFOUND
        if concern.place == Place.OFF_SITE and concern.is_safeguarding:
            concern.ground = concern.ground or Ground.HARM
        self._close(concern, holder)
        if stage == "reopened":
            self.entry(concern, EntryKind.STEP, "Opened again: it happened once more.",
                        self.now - timedelta(days=1), holder)  # fmt: skip
            concern.state, concern.closed_at, concern.outcome, concern.decided_at = State.OPEN, None, "", None

    def _do(self, concern: Concern, came: datetime, holder: Person, children: list[Party], late: float) -> None:
        """Something for each child, and their parents told; forgotten for a share of them."""
        for place, child in enumerate(children):
            if not self._share(late):
                kind = ActionKind.SANCTION if place and self._share(0.5) else ActionKind.SUPPORT
                says = self._one(stories.SANCTIONS if kind == ActionKind.SANCTION else stories.SUPPORT)
                self.rows[CaseAction].append(
                    CaseAction(
                        concern=concern, kind=kind, party=child, says=says, owner=holder, done_at=came + timedelta(9),
                        done_how="Done, and looked at again.", added_at=came + timedelta(1), added_by=holder,
                    )
                )  # fmt: skip
            if not self._share(late):
                contact = self._one([ParentContact.TOLD] * 8 + [ParentContact.RISK, ParentContact.ADVICE])
                why = "" if contact == ParentContact.TOLD else "Asked first how to tell them safely."
                self.rows[ParentTold].append(
                    ParentTold(concern=concern, party=child, contact=contact, note=why, at=came + timedelta(1),
                               by=holder)
                )  # fmt: skip

    def _decide(self, concern: Concern, came: datetime, holder: Person, late: float) -> None:
        kind, concern.state = KINDS[concern.type], State.DECIDED
        concern.decided_at = min(came + timedelta(days=self.rng.randint(2, 12)), self.now - timedelta(days=1))
        concern.outcome = self._one([one for one in kind.outcomes if one != Outcome.HANDED_OVER])
        if kind.group == "contact":
            concern.threshold = concern.threshold or Threshold.NONE
        if kind.group in ("staff", "myself"):
            concern.threshold = concern.threshold or self._one([Threshold.LOW_LEVEL] * 4 + [Threshold.MAY_MEET])
            if concern.threshold == Threshold.LOW_LEVEL:
                concern.outcome = Outcome.LOW_LEVEL
            elif self.agency and not self._share(late):
                self.rows[Advice].append(
                    Advice(
                        concern=concern, agency=self.agency, asked_at=came + timedelta(hours=6), by=holder,
                        asked="What we may ask before you have looked at it.", answered_at=came + timedelta(1),
                        answer="Speak with nobody yet; we call back tomorrow.", reference=f"R{self.number}",
                    )
                )  # fmt: skip
        if not concern.is_anonymous or self._share(0.5):
            self.message(concern, stories.FROM_SCHOOL[0], came + timedelta(2), holder)

    def _close(self, concern: Concern, holder: Person) -> None:
        wanted = concern.decided_at + timedelta(days=self.rng.randint(1, 6))
        concern.state, concern.closed_at = State.CLOSED, min(wanted, self.now - timedelta(hours=20))
        held = concern.threshold == Threshold.MAY_MEET or self._share(0.4)
        said = {
            "happened": "It was noticed late that the children had talked of it for days.",
            "expected": "That somebody hears of it on the first day.",
            "cause": "The poster hung where nobody waits.",
            "clause": "BRE1",
        }
        self.rows[Debrief].append(
            Debrief(
                concern=concern, held=held, at=concern.closed_at, by=holder,
                **(said if held else {"why_none": "A single event; all was done as the policy says."}),
            )
        )  # fmt: skip

    def _clocks(self, concern: Concern, kind: Kind, stage: str) -> None:
        running = []
        clocks = list(kind.clocks) + ([ClockKind.LADO] if concern.threshold == Threshold.MAY_MEET else [])
        for one in clocks:
            key = str(one)
            if one == ClockKind.ACKNOWLEDGE:
                key = acknowledge_key(
                    quick=concern.is_quick, danger=concern.in_danger, named=False,
                    at_school=in_school_hours(concern.entered_at, self.is_school_day),
                )  # fmt: skip
            start = concern.entered_at if one == ClockKind.ACKNOWLEDGE else concern.received_at
            clock = Clock(
                concern=concern, kind=one, started_at=start, due_at=ends_at(lengths()[key], start, self.is_school_day)
            )
            first = one in (ClockKind.ACKNOWLEDGE, ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.DATA_COMPLAINT)
            if stage != State.NEW and (first or stage != State.OPEN or one == ClockKind.REGULATOR):
                self._meet(clock)
            if clock.met_at is None:
                running.append(clock)
                clock.pass_on_at = clock.due_at if first and clock.due_at > self.now else None
            elif first:
                concern.acknowledged_at = clock.met_at
            self.rows[Clock].append(clock)
        concern.due_at = min((clock.due_at for clock in running), default=None) if concern.state != "closed" else None

    def _meet(self, clock: Clock) -> None:
        taken = (clock.due_at - clock.started_at) * self.rng.uniform(0.1, 0.9)
        if self._share(self.late):
            taken = clock.due_at - clock.started_at + timedelta(hours=self.rng.randint(1, 30))
        clock.met_at = min(clock.started_at + taken, self.now - timedelta(hours=1))
