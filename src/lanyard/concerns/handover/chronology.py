"""The chronology of a case as it goes on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from lanyard.concerns.core.answers import in_words
from lanyard.concerns.core.choices import (
    ConcernType,
    Device,
    Ground,
    Outcome,
    PartyRole,
    Place,
    Risk,
    Route,
    State,
    Threshold,
)
from lanyard.concerns.core.print import PrintedCase, PrintedDay, PrintedEvent
from lanyard.concerns.handover.casefile.events import Earlier, Event, events_of
from lanyard.concerns.handover.queries.casefile import WORDS
from lanyard.platforms.queries import names_of
from lanyard.ui.words import day_in_words

_CHOICES = (
    ("Kind", "type", ConcernType), ("How it was reported", "route", Route), ("State", "state", State),
    ("Risk", "risk", Risk), ("Where", "place", Place), ("Device", "device", Device),
    ("Ground for acting", "ground", Ground), ("Threshold", "threshold", Threshold), ("Outcome", "outcome", Outcome),
)  # fmt: skip
FULL_NOTE = "With names. Keep it where only people who need it can read it, and destroy it when it is no longer needed."
REDACTED_NOTE = (
    "Without names: each person has the same letter throughout; [name] is someone else. "
    "This file does not say who is who.\n"
    "Read it before you give it to anybody: details can identify a person without their name."
)


def printed(content: Mapping[str, Any], *, redacted: bool, printed_on: date, by: str) -> PrintedCase:
    """What stands on paper, from the content of a case that has been redacted already if it is to be."""
    case, report = content["case"], content["report"]
    texts = [("In the reporter’s words", report["account"]), ("In the child’s own words", report["child_words"])]
    texts += in_words(report["answers"], names_of({str(report["answers"].get("platform", ""))}))
    return PrintedCase(
        title=f"Chronology {case['ref']}",
        owner=case["school"]["name"],
        place=case["school"]["name"],
        note=REDACTED_NOTE if redacted else FULL_NOTE,
        footer=f"{case['ref']} · printed on {day_in_words(printed_on)} by {by}",
        about=tuple(_about(case, report)),
        people=tuple((row["name"], _role(row)) for row in content["people"]),
        report=tuple((label, text) for label, text in texts if text),
        days=days_of(events_of(content, WORDS)),
    )


def days_of(events: Sequence[Event]) -> tuple[PrintedDay, ...]:
    """The events under the day on which each happened, in local time."""
    days = groupby(events, key=lambda event: timezone.localtime(event.happened_at).date())
    return tuple(PrintedDay(day_in_words(day), tuple(map(_event, some))) for day, some in days)


def _about(case: Mapping[str, Any], report: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [(label, str(choices(case[key]).label)) for label, key, choices in _CHOICES if case[key] in choices.values]
    rows = [(label, value) for label, value in rows if value and (label, value) != ("Threshold", "Not yet decided")]
    rows.insert(2, ("Received", _moment(datetime.fromisoformat(case["received_at"]))))
    rows += [
        ("Reference in the child-protection system", report["outside_ref"]),
        ("About the ground", report["ground_note"]),
    ]
    return [(label, value) for label, value in rows if value]


def _role(row: Mapping[str, Any]) -> str:
    role = PartyRole(row["role"]).label if row["role"] in PartyRole.values else row["role"]
    said = [role, f"Year group {row['year_group']}" if row["year_group"] else "", row["note"]]
    return ". ".join(part for part in said if part)


def _event(event: Event) -> PrintedEvent:
    late = abs((event.entered_at - event.happened_at).total_seconds()) >= 60
    return PrintedEvent(
        when=f"{timezone.localtime(event.happened_at):%H:%M}",
        entered=f"Entered {_moment(event.entered_at)}" if late else "",
        head=event.head,
        says=event.says,
        earlier=tuple(_earlier(one) for one in event.earlier),
    )


def _earlier(one: Earlier) -> str:
    by = f" by {one.by}" if one.by else ""
    return (
        f"Changed {_moment(one.at)}{by}. Reason: {one.reason}\n"
        f"Before that it said, for {_moment(one.happened_at)}: {one.text}"
    )


def _moment(when: datetime) -> str:
    local = timezone.localtime(when)
    return f"on {day_in_words(local.date())} at {local:%H:%M}"
