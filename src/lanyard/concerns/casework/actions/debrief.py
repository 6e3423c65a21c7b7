"""Looking back on a case, and what is to change because of it (BRE2, MON3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.assurance.registry import all_controls
from lanyard.concerns.casework.actions.open_case import take
from lanyard.concerns.casework.queries.closing import lessons_key
from lanyard.concerns.casework.rules.naming import named_in
from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import LessonArea, State
from lanyard.concerns.core.messages import LESSON, about_lesson
from lanyard.concerns.core.models import Concern, Debrief, Lesson, Party
from lanyard.concerns.core.queries.visible import is_shut_out
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import tell
from lanyard.people.models import Person, User
from lanyard.people.queries import is_staff_at
from lanyard.policy.actions.reviews import new_trigger
from lanyard.policy.choices import TriggerKind
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.models import Edition, ReviewTrigger
from lanyard.policy.queries import edition_in_force

BY = "system:lessons"


@dataclass(frozen=True)
class Findings:
    """What was found: `clause` is a clause ID and `control` a control that failed, each "" for none."""

    happened: str
    expected: str
    cause: str
    clause: str = ""
    control: str = ""


@dataclass(frozen=True)
class Learnt:
    """One lesson. `changes_policy` asks for a review of the policy, on the clause where one is named."""

    says: str
    area: str
    owner: Person
    due: date
    clause: str = ""
    changes_policy: bool = False


@transaction.atomic
def hold_debrief(*, by: User, concern: Concern, version: int, findings: Findings) -> Debrief:
    """Record what leaders found when they looked back (BRE2). Raises `Refused` and `Stale`."""
    if findings.clause and findings.clause not in clause_ids():
        raise Refused("Select one of the clauses in the list.")
    if findings.control and findings.control not in all_controls():
        raise Refused("Select one of the controls in the list.")
    fields = {name: getattr(findings, name) for name in ("happened", "expected", "cause", "clause", "control")}
    return _keep(by, concern, version, held=True, why_none="", **fields)


@transaction.atomic
def no_debrief(*, by: User, concern: Concern, version: int, why_none: str) -> Debrief:
    """Record why there is no debrief. Raises `Refused` and `Stale`."""
    if not why_none.strip():
        raise Refused("Say why there is no debrief.")
    empty = dict.fromkeys(("happened", "expected", "cause", "clause", "control"), "")
    return _keep(by, concern, version, held=False, why_none=why_none, **empty)


def _keep(by: User, concern: Concern, version: int, **fields: object) -> Debrief:
    if concern.state != State.DECIDED:
        raise Refused("Decide the outcome first, then hold the debrief.")
    take(by, concern, version)
    known = Debrief.objects.filter(concern=concern).first() or Debrief(concern=concern)
    for name, value in fields.items():
        setattr(known, name, value)
    known.at, known.by = timezone.now(), by.person
    known.save()
    write_step(concern, "Debrief held." if known.held else "No debrief: the reason is recorded.", by)
    note("concern:debrief", concern, by, held="yes" if known.held else "no")
    return known


@transaction.atomic
def add_lesson(*, by: User, concern: Concern, version: int, learnt: Learnt) -> Lesson:
    """Make a lesson an action of the school, with an owner and a day; where it says so, ask for a review (BRE2).

    It names nobody and leads nowhere back to the case. Raises `Refused` and `Stale`.
    """
    _check(concern, learnt)
    take(by, concern, version)
    made = Lesson(
        school=concern.school, concern_key=lessons_key(concern), area=learnt.area, says=learnt.says,
        clause=learnt.clause, owner=learnt.owner, due=learnt.due, added_at=_today_at_midnight(),
    )  # fmt: skip
    if learnt.changes_policy:
        made.trigger = _ask_for_review(made)
    made.save(force_insert=True)
    message = LESSON(url=reverse("concerns:own-lessons"), about=about_lesson(made.pk))
    tell(message, [learnt.owner], by=BY)
    note("concern:add-lesson", concern, by, area=learnt.area, trigger="yes" if made.trigger_id else "no")
    return made


def _check(concern: Concern, learnt: Learnt) -> None:
    if concern.state != State.DECIDED:
        raise Refused("Decide the outcome first, then add lessons.")
    if learnt.area not in LessonArea or (learnt.clause and learnt.clause not in clause_ids()):
        raise Refused("Select one of the choices in the list.")
    names = [party.name for party in Party.objects.filter(concern=concern).defer("note")]
    if word := named_in(learnt.says, names):
        raise Refused(
            f"The lesson says “{word}”, which is a name in this case. Reword it so that nobody is named.", "says"
        )
    today = timezone.localdate()
    if learnt.due < today:
        raise Refused("The due date has passed. Enter a later one.", "due")
    if not is_staff_at(learnt.owner, concern.school, today) or is_shut_out(learnt.owner, concern):
        raise Refused("This person can’t carry out this lesson. Choose someone else who works at the school.", "owner")


def _today_at_midnight() -> datetime:
    """The day alone: a time would say which case was worked on just then."""
    return timezone.make_aware(datetime.combine(timezone.localdate(), time()))


def _ask_for_review(lesson: Lesson) -> ReviewTrigger | None:
    """A review trigger on the clause, for whoever's text is in force; None where no policy is."""
    edition = edition_in_force(lesson.school, timezone.localdate())
    if edition is None:
        return None
    return new_trigger(
        policy=edition.policy, school=edition.school, kind=TriggerKind.LESSON, says=lesson.says,
        about=f"lesson:{lesson.pk}", clause_line=_line(edition, lesson.clause),
    )  # fmt: skip


def _line(edition: Edition, clause: str) -> UUID | None:
    if not clause:
        return None
    rows = edition.clauses.values_list("line", "clause_ids")
    return next((line for line, ids in rows if clause in ids), None)
