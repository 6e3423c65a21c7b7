"""The clauses of an edition with what keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from lanyard.policy.choices import ControlState
from lanyard.policy.differences import Placed
from lanyard.policy.models import Clause, ClauseControl, Edition
from lanyard.policy.outline import Node


def clauses_of(edition: Edition) -> list[Clause]:
    """The clauses in the order of the document, each with its section and with `confirmed_controls`. Two queries.

    `confirmed_controls` lists the ids of the controls that a person has confirmed for the clause.
    """
    clauses = list(with_controls(edition))
    for clause in clauses:
        clause.confirmed_controls = [c.control_id for c in clause.controls.all() if c.state == ControlState.CONFIRMED]
    return clauses


def clauses_of_many(editions: Collection[UUID]) -> dict[UUID, list[Clause]]:
    """The clauses of several editions in order, each with `confirmed_controls`. Two queries."""
    confirmed: dict[UUID, list[str]] = {}
    for of in confirmed_controls(editions).values():
        confirmed |= of
    found: dict[UUID, list[Clause]] = {edition: [] for edition in editions}
    for clause in Clause.objects.filter(edition__in=list(editions)).order_by("order"):
        clause.confirmed_controls = confirmed.get(clause.pk, [])
        found[clause.edition_id].append(clause)
    return found


def with_controls(edition: Edition) -> QuerySet[Clause]:
    """The clauses in order with their section and all their control links, suggestions best first."""
    links = ClauseControl.objects.order_by(F("score").desc(nulls_last=True), "control_id")
    return (
        edition.clauses.select_related("section")
        .prefetch_related(Prefetch("controls", queryset=links))
        .order_by("order")
    )


def confirmed_controls(editions: Iterable[UUID]) -> dict[UUID, dict[UUID, list[str]]]:
    """For each edition id the confirmed control ids of each clause id that has any. One query."""
    found: dict[UUID, dict[UUID, list[str]]] = {edition: {} for edition in editions}
    rows = ClauseControl.objects.filter(clause__edition__in=list(found), state=ControlState.CONFIRMED)
    for edition, clause, control in rows.order_by("control_id").values_list(
        "clause__edition_id", "clause_id", "control_id"
    ):
        found[edition].setdefault(clause, []).append(control)
    return found


def placed(edition: Edition) -> list[Placed]:
    """The clauses as they are compared with those of another edition."""
    rows = edition.clauses.order_by("order").values_list("line", "number", "section__title", "text", "lead")
    return [Placed(*row) for row in rows]


def outline_of(edition: Edition) -> list[Node[UUID]]:
    """The order and nesting of the clauses."""
    rows = edition.clauses.order_by("order").values_list("pk", "section__number", "parent_id")
    return [Node(*row) for row in rows]


def next_to_confirm(edition: Edition, after: int = 0) -> Clause | None:
    """The next clause that nobody has confirmed, from a place in the document on, then from its start."""
    waiting = edition.clauses.filter(confirmed_at__isnull=True).order_by("order")
    return waiting.filter(order__gt=after).first() or waiting.first()


def authors_of(edition: Edition) -> set[UUID]:
    """Everybody whose draft it is: who started or submitted it, and who confirmed or changed a clause of it."""
    people = set(edition.clauses.filter(confirmed_at__gte=edition.started_at).values_list("confirmed_by", flat=True))
    return {pk for pk in people | {edition.started_by_id, edition.submitted_by_id} if pk}


def by_section(rows: list[Clause]) -> list[dict[str, Any]]:
    """Clauses (see `with_controls`) by section, with how many wait; each says how many controls it has."""
    found: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        entry = found.setdefault(row.section_id, {"section": row.section, "clauses": [], "waiting": 0})
        entry["clauses"].append(row)
        entry["waiting"] += row.confirmed_at is None
        states = [link.state for link in row.controls.all()]
        row.kept_by, row.suggested = states.count(ControlState.CONFIRMED), states.count(ControlState.SUGGESTED)
    return list(found.values())
