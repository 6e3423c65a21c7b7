"""Reads what people have stated where no control can measure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from lanyard.assurance.models import Attestation
from lanyard.assurance.readings import Reading
from lanyard.assurance.registry import Control, Scope
from lanyard.assurance.rules.statements import Stated, stated_reading
from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.policy.items import of_clause_ids
from lanyard.policy.models import Clause
from lanyard.policy.queries import editions_in_force

# Linked policies are in a list of their own, with editions and dates.
LINKED_ELSEWHERE = ("linked:",)


def read_attested(scope: Scope, controls: list[Control]) -> dict[tuple[UUID, str], Reading]:
    """The reading of each attested control for each school of the scope, from the latest statement by that day."""
    if not controls:
        return {}
    latest: dict[tuple[UUID, str], dict[str, Any]] = {}
    made = Attestation.objects.filter(school__in=scope.schools, made_on__lte=scope.on).order_by("made_at")
    if len(controls) == 1:
        made = made.filter(control=controls[0].id)
    for row in made.values("school_id", "control", "answer", "about", "words", "made_on", "next_due"):
        latest[row["school_id"], row["control"]] = dict(row)
    words = words_of(scope.schools, scope.on, {key for c in controls for key in c.clauses}) if latest else {}
    found = {}
    for school_id, slug in scope.schools.values_list("pk", "slug"):
        for control in controls:
            statement = latest.get((school_id, control.id))
            now = words.get((school_id, control.clauses[0]), "")
            stated = _stated(statement, now) if statement else None
            found[school_id, control.id] = stated_reading(
                stated,
                items_of(control),
                role_name=Role(control.owner).label,
                on=scope.on,
                url=partial(reverse, "assurance:attest", kwargs={"school": slug, "control": control.id}),
            )
    return found


def items_of(control: Control) -> list[tuple[str, str]]:
    """The things that a statement tells apart, by key and name."""
    return [(one.key, one.name) for one in of_clause_ids(control.clauses) if not one.key.startswith(LINKED_ELSEWHERE)]


def _stated(row: dict, now: str) -> Stated:
    return Stated(
        row["answer"],
        row["made_on"],
        row["next_due"],
        tuple(row["about"]),
        words_changed=bool(row["words"] and now and row["words"] != now),
    )


def words_of(
    schools: QuerySet[School] | Iterable[School], on: date, clause_ids: Collection[str]
) -> dict[tuple[UUID, str], str]:
    """For each school and clause ID a mark of the words that serve it in the edition in force; none without words.

    Three queries in all.
    """
    editions = editions_in_force(schools, on)
    texts: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    rows = Clause.objects.filter(edition__in={edition.pk for edition in editions.values()}).order_by("order")
    for edition, lead, text, ids in rows.values_list("edition", "lead", "text", "clause_ids"):
        for key in set(ids) & set(clause_ids):
            texts[edition, key].append(" ".join(f"{lead} {text}".split()))
    marks = {key: hashlib.sha256("\n".join(some).encode()).hexdigest() for key, some in texts.items()}
    return {
        (school, key): marks[edition.pk, key]
        for school, edition in editions.items()
        for key in clause_ids
        if (edition.pk, key) in marks
    }
