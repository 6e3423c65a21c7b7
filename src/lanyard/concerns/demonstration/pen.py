"""What is known while the concerns of a school are made, and the small things that are drawn and written for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db import models

from lanyard.concerns.core.models import Concern, Entry, Message
from lanyard.concerns.core.receipts import ALPHABET
from lanyard.people.models import Person, School
from lanyard.people.queries.routing import Register
from lanyard.policy.models import Agency

Rows = dict[type[models.Model], list[models.Model]]


@dataclass
class Pen:
    """The school and its register. `late` is the share of what is done late or forgotten there."""

    school: School
    register: Register
    is_school_day: Callable[[date], bool]
    rng: Random
    now: datetime
    late: float
    agency: Agency | None
    used: set[str]
    teachers: list[Person]
    # How many of the concerns have a chronology and messages: each, or each of so many.
    told_each: int = 1
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    number: int = 0

    def message(self, concern: Concern, text: str, at: datetime, by: Person | None = None) -> None:
        """A message of the reporter, or of who deals with it."""
        if self.number % self.told_each:
            return
        key = f"demonstration:{concern.sent_once}:{len(self.rows[Message])}"[-64:]
        self.rows[Message].append(
            Message(concern=concern, text=text, from_reporter=by is None, at=at, by=by, sent_once=key)
        )

    def entry(self, concern: Concern, kind: str, text: str, at: datetime, by: Person | None) -> None:
        """An entry of the chronology, written down a little later."""
        if self.number % self.told_each:
            return
        entered = at + timedelta(minutes=35)
        self.rows[Entry].append(Entry(concern=concern, kind=kind, text=text, happened_at=at, entered_at=entered, by=by))

    def _ref(self) -> str:
        while True:
            drawn = "".join(self.rng.choices(ALPHABET, k=6))
            if drawn not in self.used:
                self.used.add(drawn)
                return f"{drawn[:3]}-{drawn[3:]}"

    def _one(self, values):
        return values[self.rng.randrange(len(values))]

    def _share(self, share: float) -> bool:
        return self.rng.random() < share
