"""The clocks of a concern that run now, and what meets each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lanyard.concerns.core.models import Clock, Concern
from lanyard.concerns.core.rules.clocks import DECIDING, JUDGING_BREACH, TELLING_LADO, WRITING, met_by

# Where the act that meets a clock is done; acknowledging has its button beside the clocks.
_PAGES = {
    WRITING: "concerns:answer-reporter",
    DECIDING: "concerns:decide",
    TELLING_LADO: "concerns:ask-advice",
    JUDGING_BREACH: "concerns:regulator",
}


@dataclass(frozen=True)
class Told:
    """A running clock in words, what meets it, and the page where that is done ("" for the button on this one)."""

    code: str
    kind: str
    due_at: datetime
    is_overdue: bool
    passed_on: int
    met_by: str
    page: str


def clock_in_words(clock: Clock) -> Told:
    act = met_by(clock.kind)
    return Told(
        clock.kind, clock.get_kind_display(), clock.due_at, clock.due_at < timezone.now(), clock.passed_on, act.says,
        _PAGES.get(act, ""),
    )  # fmt: skip


def running_in_words(concern: Concern) -> list[Told]:
    """The clocks that run now, the nearest first. One query."""
    return [clock_in_words(clock) for clock in clocks_of(concern.pk)]


def clocks_of(pk: UUID) -> QuerySet[Clock]:
    return Clock.objects.filter(concern=pk, met_at__isnull=True, stopped_at__isnull=True).order_by("due_at")
