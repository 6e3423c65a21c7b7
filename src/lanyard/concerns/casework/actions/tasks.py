"""What is done on a concern: tasks, support, sanctions, no action and why, internet taken away (CHI8, EXP5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.casework.actions.open_case import a_child, of_this_case, take
from lanyard.concerns.casework.queries.insiders import insiders
from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import change, may_handle, note, still_open
from lanyard.concerns.core.choices import ActionKind
from lanyard.concerns.core.messages import NEWS, about, page_of
from lanyard.concerns.core.models import CaseAction, Concern, Party
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import tell
from lanyard.people.models import Person, User
from lanyard.records.required import required

# Without a child these say nothing.
FOR_A_CHILD = (ActionKind.SUPPORT, ActionKind.SANCTION, ActionKind.NO_ACTION, ActionKind.INTERNET)
LONGEST_DAYS = 366
NOT_AN_OWNER = "Choose someone who can already see this concern, or ask them for advice first."


@dataclass(frozen=True)
class ActionInput:
    """Something to be done. `until` and `appeal` are of internet access taken away: the last day, and how to appeal."""

    kind: str
    says: str
    party: Party | None = None
    owner: Person | None = None
    due: date | None = None
    start: date | None = None
    until: date | None = None
    appeal: str = ""


@transaction.atomic
def add_action(*, by: User, concern: Concern, version: int, doing: ActionInput) -> CaseAction:
    """Add something to the case. Only who sees the concern already can be its owner; by default it is who adds it.

    Raises `Refused` and `Stale`.
    """
    if doing.kind not in ActionKind:
        raise Refused("Select one of the choices in the list.")
    if doing.kind in FOR_A_CHILD and doing.party is None:
        raise Refused("Choose which child.", "party")
    if doing.party is not None:
        a_child(concern, doing.party)
    _check_days(doing)
    owner = doing.owner or by.person
    if owner.pk not in {person.pk for person in insiders(concern)}:
        raise Refused(NOT_AN_OWNER, "owner")
    take(by, concern, version)
    now = timezone.now()
    internet, none = doing.kind == ActionKind.INTERNET, doing.kind == ActionKind.NO_ACTION
    made = CaseAction.objects.create(
        concern=concern,
        kind=doing.kind,
        party=doing.party,
        says=doing.says,
        owner=None if none else owner,
        due=None if internet or none else doing.due,
        start=(doing.start or timezone.localdate()) if internet else None,
        until=doing.until if internet else None,
        appeal=doing.appeal if internet else "",
        done_at=now if none else None,
        added_at=now,
        added_by=by.person,
    )
    write_step(concern, f"{ActionKind(doing.kind).label}{_for(doing.party)}: {doing.says}", by)
    note("concern:add-action", concern, by, kind=doing.kind)
    if not none and owner.pk != by.person_id:
        tell(NEWS(url=page_of(concern.pk), about=about(concern.pk)), [owner], by=by)
    return made


def _check_days(doing: ActionInput) -> None:
    today = timezone.localdate()
    if doing.due and doing.due < today:
        raise Refused("The due date has passed. Enter a later one.", "due")
    if doing.kind != ActionKind.INTERNET:
        return
    start = doing.start or today
    if doing.until is None:
        raise Refused("Enter the last day without internet access. Access returns the day after.", "until")
    if not today <= start <= doing.until:
        raise Refused("The first day must be today or later, and the last day can’t be before it.", "until")
    if doing.until > today + timedelta(days=LONGEST_DAYS):
        raise Refused("You can remove internet access for a year at most.", "until")
    if not doing.appeal.strip():
        raise Refused("Say how the child or parents can appeal.", "appeal")
    if doing.party is None or not doing.party.person:
        raise Refused("First link this child to the register. Otherwise access can’t be removed.", "party")


@transaction.atomic
def finish_action(*, by: User, concern: Concern, version: int, action: CaseAction, how: str) -> CaseAction:
    """Say how something was done, as its owner or as somebody who deals with the case. Raises `Refused`, `Stale`."""
    _open_one(by, concern, version, action)
    if action.kind == ActionKind.INTERNET:
        raise Refused("Internet access returns automatically. To return it sooner, lift the removal.")
    _end(by, concern, action, how, "Done")
    note("concern:finish-action", concern, by, kind=action.kind)
    return action


@transaction.atomic
def undo_finish(*, by: User, concern: Concern, version: int, action: CaseAction) -> CaseAction:
    """Have something to be done again that was marked as done by mistake; both stay in the chronology.

    Raises `Refused` and `Stale`.
    """
    of_this_case(concern, action)
    if not action.done_at or action.kind in (ActionKind.INTERNET, ActionKind.NO_ACTION):
        raise Refused("This is still to be done.")
    if not (action.owner_id == by.person_id or may_handle(by, concern)):
        raise Refused("You can read this, but someone else is dealing with it.")
    still_open(concern)
    change(concern, version)
    action.done_at, action.done_how = None, ""
    action.save(update_fields=["done_at", "done_how"])
    write_step(concern, f"Not done after all: {action.says}", by)
    note("concern:undo-action", concern, by, kind=action.kind)
    return action


@transaction.atomic
def lift(*, by: User, concern: Concern, version: int, action: CaseAction, reason: str) -> CaseAction:
    """Return internet access before its last day, with the reason. Raises `Refused` and `Stale`."""
    take(by, concern, version)
    of_this_case(concern, action)
    action.refresh_from_db()
    if action.kind != ActionKind.INTERNET or action.done_at or required(action.until) < timezone.localdate():
        raise Refused("This has already ended.")
    _end(by, concern, action, reason, "Lifted")
    note("concern:lift", concern, by, kind=action.kind)
    return action


def _open_one(by: User, concern: Concern, version: int, action: CaseAction) -> None:
    of_this_case(concern, action)
    sees = visible_to(by).filter(pk=concern.pk).exists()
    if not sees or not (action.owner_id == by.person_id or may_handle(by, concern)):
        raise Refused("You can read this, but someone else is dealing with it.")
    still_open(concern)
    change(concern, version)
    action.refresh_from_db()
    if action.done_at:
        raise Refused("This has already been done.")


def _end(by: User, concern: Concern, action: CaseAction, how: str, word: str) -> None:
    action.done_at, action.done_how = timezone.now(), how
    action.save(update_fields=["done_at", "done_how"])
    write_step(concern, f"{word}: {action.says} {how}", by)


def _for(party: Party | None) -> str:
    return f" ({party.name})" if party else ""
