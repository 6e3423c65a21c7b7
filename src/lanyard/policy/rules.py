"""Pure decisions: the steps of an edition, who may take them, and when a review is due."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lanyard.kernel.refusals import Refused
from lanyard.kernel.years import a_year_after


@dataclass(frozen=True)
class Step:
    """One step of an edition: from which states, to which, under which permission, and whether its authors may not."""

    key: str
    says: str
    before: frozenset[str]
    after: str
    permission: str
    by_others_only: bool = False


STEPS = {
    step.key: step
    for step in [
        Step("submit", "Send for approval", frozenset({"draft"}), "with_leadership", "policy:submit"),
        Step("send-back", "Send back", frozenset({"with_leadership", "approved"}), "draft", "policy:approve"),
        Step(
            "approve", "Approve", frozenset({"with_leadership"}), "approved", "policy:approve", by_others_only=True
        ),
        Step("put-in-force", "Put in force", frozenset({"approved"}), "in_force", "policy:put-in-force"),
        Step(
            "withdraw", "Withdraw", frozenset({"draft", "with_leadership", "approved"}), "withdrawn", "policy:submit"
        ),
    ]
}  # fmt: skip


def check_step(step: Step, *, state: str, who: UUID | None, authors: Collection[UUID]) -> None:
    """Refuse a step that the edition's state does not allow, or that nobody takes on their own draft."""
    if state not in step.before:
        raise Refused(f"“{step.says}” is not possible here any more: the edition has moved on since you opened it.")
    if step.by_others_only and who in authors:
        raise Refused("You can’t approve your own draft. Ask another governor to approve it.")


def steps_from(state: str) -> list[Step]:
    """The steps that an edition in this state may take, in order."""
    return [step for step in STEPS.values() if state in step.before]


def check_ready(*, clauses: int, unconfirmed: int) -> None:
    """An edition goes for approval only when a person has confirmed each of its clauses."""
    if not clauses:
        raise Refused("This draft has no clauses yet.")
    if unconfirmed:
        which = "One clause has" if unconfirmed == 1 else f"{unconfirmed} clauses have"
        raise Refused(f"{which} not been confirmed yet. Confirm every clause, then send the draft for approval.")


def check_meeting(meeting_on: date, today: date, submitted_on: date | None = None) -> None:
    """The meeting that approved an edition has taken place, and had it before it."""
    if meeting_on > today:
        raise Refused("The day of the meeting can't be in the future.")
    if submitted_on is not None and meeting_on < submitted_on:
        raise Refused(
            f"The meeting can't have approved what was sent for approval later, on {submitted_on:%-d %B %Y}. "
            "Enter that day or a later one."
        )


def check_first_day(first_day: date, *, meeting_on: date, replaced_from: date | None) -> None:
    """An edition holds from the approving meeting at the earliest, and not from before the one it replaces."""
    if first_day < meeting_on:
        raise Refused("An edition can't be in force before the day of the meeting that approved it.")
    if replaced_from is not None and first_day < replaced_from:
        raise Refused("An edition can't be in force from before the first day of the one it replaces.")


def review_due(first_day: date, wished: date | None) -> date:
    """When the next review is due: at the latest a year on, which is also in the next academic year (AIM1)."""
    latest = a_year_after(first_day)
    return wished if wished is not None and first_day < wished < latest else latest


def review_day(text: str | None) -> date | None:
    """A review date as documents give it: "2027-01-31", or "2027-01" for its last day; None for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text or "")
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    day = int(match[3]) if match[3] else last
    return date(year, month, day) if 1 <= day <= last else None


def last_day_before(day: date) -> date:
    """The last day of what is replaced on this day."""
    return day - timedelta(days=1)


def linked_status(edition: str, review_date: date | None, on: date) -> str:
    """How a linked policy stands on a day: "missing", "overdue", "no_date" or "in_date" (LINK1)."""
    if not edition:
        return "missing"
    if review_date is None:
        return "no_date"
    return "overdue" if review_date < on else "in_date"
