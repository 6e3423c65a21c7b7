"""The response to a concern, for its page: actions, parents, advice, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from lanyard.concerns.casework.queries.case import name_at
from lanyard.concerns.casework.queries.closing import CHILDREN, made_of, readiness_of
from lanyard.concerns.casework.rules.closing import (
    THRESHOLD_GROUPS,
    Item,
    Readiness,
    is_lado,
    items_for_closing,
    items_for_decision,
    missing_for_closing,
    missing_for_decision,
)
from lanyard.concerns.core.choices import ActionKind, ClockKind, ConcernType, State, Threshold
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Advice, CaseAction, Clock, Concern, ParentTold, Party
from lanyard.concerns.core.queries.beside import Beside, rows_of
from lanyard.people.models import FamilyLink, User, current
from lanyard.records.required import required


@dataclass(frozen=True)
class Step:
    """Something that is missing: one plain sentence, and the page, or the part of this one, where it is recorded."""

    says: str
    anchor: str = ""
    page: str = ""


@dataclass
class Child:
    """A child in the case: what was recorded of the parents, and whether somebody of the family is not to be asked."""

    party: Party
    told: list[ParentTold]
    actions: list[CaseAction]
    must_not: list[FamilyLink]


# Where each thing is recorded: a page, or else a part of this one.
_PAGES = {
    "at_risk": "concerns:judge",
    "risk": "concerns:judge",
    "place": "concerns:judge",
    "deals": "concerns:assign",
    "threshold": "concerns:threshold",
    "lado": "concerns:ask-advice",
    "regulator": "concerns:regulator",
    "ground": "concerns:ground",
    "debrief": "concerns:debrief",
    "actions": "concerns:add-action",
}
_PARTS = {"children": "people", "parents": "parents", "undone": "actions"}


def response_context(concern: Concern, user: User, parties: Iterable[Party] | None = None) -> dict[str, Any]:
    """What the parts of the page about actions, parents, advice and the outcome show.

    Five queries at most, and two for a concern from `case.opened` with all its `parties` given.
    """
    today = timezone.localdate()
    parties = list(concern.parties.all() if parties is None else parties)
    children = [party for party in parties if party.role in CHILDREN and not party.ended_at]
    tables, known = _tables(concern), {party.pk: party for party in parties}
    actions = [_shown(row, known, today) for row in rows_of(CaseAction, tables["actions"])]
    told, advice = rows_of(ParentTold, tables["told"]), rows_of(Advice, tables["advice"])
    ending = concern.state in (State.DECIDED, State.CLOSED)
    # Before the outcome the clocks matter, after it the debrief: never both.
    running = [] if ending else _running(concern)
    debrief = getattr(concern, "debrief", None) if ending else None
    standing = made_of(concern, children=children, actions=actions, told=told, clocks=running, debrief=debrief)
    items = items_for_closing(standing)
    clocks = {clock.kind: clock for clock in running}
    return {
        "threshold_asked": KINDS[concern.type].group in THRESHOLD_GROUPS,
        "may_meet": concern.threshold == Threshold.MAY_MEET,
        "waits_for_lado": concern.threshold == Threshold.MAY_MEET and not _lado_answered(advice),
        "lado_clock": clocks.get(ClockKind.LADO),
        "regulator_clock": clocks.get(ClockKind.REGULATOR),
        "review_clock": clocks.get(ClockKind.COMPLAINT_REVIEW),
        "asks_ground": KINDS[concern.type].is_safeguarding,
        "is_breach": concern.type == ConcernType.DATA_BREACH,
        "is_complaint": concern.type == ConcernType.COMPLAINT,
        "case_actions": actions,
        "children": _children(children, told, actions, today),
        "advice": advice,
        "debriefed": debrief,
        "checklist": [(item, _where(item) if _can_be_done(item, concern) else None) for item in items],
        "may_decide": concern.state == State.OPEN and not missing_for_decision(standing),
        "may_close": concern.state == State.DECIDED and not missing_for_closing(standing),
        "next_steps": _steps(concern, standing),
    }


def _steps(concern: Concern, standing: Readiness) -> list[Step]:
    """What is still missing, or the step that nothing is in the way of any more."""
    if concern.state not in (State.OPEN, State.DECIDED):
        return []
    is_open = concern.state == State.OPEN
    items = items_for_decision(standing) if is_open else items_for_closing(standing)
    if missing := [_where(item) for item in items if not item.done]:
        return missing
    if is_open:
        return [Step("Nothing is missing: decide how it ended.", page="concerns:decide")]
    return [Step("Nothing is missing: close it.", page="concerns:close")]


def _can_be_done(item: Item, concern: Concern) -> bool:
    """Whether it can be recorded as the concern stands: a debrief is held once the outcome is decided."""
    return item.key != "debrief" or concern.state == State.DECIDED


def left_to_do(concern: Concern, items: Callable[[Readiness], list[Item]]) -> list[Step]:
    """What of these items is not recorded yet, and where that is done."""
    return [_where(item) for item in items(readiness_of(concern)) if not item.done]


def _where(item: Item) -> Step:
    return Step(item.says, anchor=_PARTS.get(item.key, ""), page=_PAGES.get(item.key, ""))


def _lado_answered(advice: list[Advice]) -> bool:
    return any(one.answered_at and is_lado(one.agency_name) for one in advice)


def _running(concern: Concern) -> list[Clock]:
    if hasattr(concern, "beside_clocks"):
        return rows_of(Clock, concern.beside_clocks)
    return list(Clock.objects.filter(concern=concern, met_at__isnull=True, stopped_at__isnull=True))


def _tables(concern: Concern) -> dict[str, Any]:
    """The rows of actions, advice and parents of the case, each with the name of who did it, in one question."""
    rows = Concern.objects.filter(pk=concern.pk).annotate(
        actions_=Beside(
            CaseAction.objects.filter(concern=concern.pk).annotate(who=name_at("owner")).order_by("added_at", "id"),
            "id", "kind", "party_id", "says", "owner_id", "due", "start", "until", "appeal", "done_at", "done_how",
            "who",
        ),
        advice_=Beside(
            Advice.objects.filter(concern=concern.pk)
            .annotate(**{"who": name_at("by"), "agency_name": F("agency__name")})
            .order_by("asked_at", "id"),
            "id", "asked_at", "asked", "with_names", "reference", "answered_at", "answer", "who", "agency_name",
        ),
        told_=Beside(
            ParentTold.objects.filter(concern=concern.pk).annotate(who=name_at("by")).order_by("at", "id"),
            "id", "party_id", "contact", "note", "at", "who",
        ),
    )  # fmt: skip
    return dict(zip(("actions", "advice", "told"), rows.values_list("actions_", "advice_", "told_").get(), strict=True))


def _shown(action: CaseAction, parties: dict[UUID, Party], today: date) -> CaseAction:
    """The action with how it stands: whether it waits for somebody, is late, or holds today."""
    action.party = parties.get(action.party_id) if action.party_id else None
    internet = action.kind == ActionKind.INTERNET
    action.waits = action.done_at is None and not internet
    action.is_late = bool(action.waits and action.due and action.due < today)
    action.can_lift = internet and action.done_at is None and required(action.until) >= today
    action.holds = action.can_lift and required(action.start) <= today
    return action


def _children(parties: Iterable[Party], told: list[ParentTold], actions: list[CaseAction], today: date) -> list[Child]:
    parties = list(parties)
    must_not = _not_to_be_contacted([UUID(party.person) for party in parties if party.person], today)
    return [
        Child(
            party,
            [row for row in told if row.party_id == party.pk],
            [row for row in actions if row.party_id == party.pk],
            [link for link in must_not if str(link.child_id) == party.person],
        )
        for party in parties
    ]


def _not_to_be_contacted(children: list[UUID], today: date) -> list[FamilyLink]:
    if not children:
        return []
    links = FamilyLink.objects.filter(current(today), child__in=children, must_not_be_contacted=True)
    return list(links.select_related("adult"))
