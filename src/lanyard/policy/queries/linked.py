"""How the linked policies of a place stand on a day (LINK1)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet

from lanyard.people.choices import Role
from lanyard.people.models import School, Trust
from lanyard.policy.clause_ids import data_file
from lanyard.policy.models import LinkedPolicy
from lanyard.policy.rules import linked_status


@dataclass(frozen=True)
class LinkedPolicyStatus:
    """A linked policy as it stands at a place.

    `status` is in_date, no_date, overdue or missing; `row` is None where nothing is recorded. `is_trusts` says that a
    school goes by the trust's record of it.
    """

    key: str
    name: str
    owner: str
    why: str
    status: str
    row: LinkedPolicy | None
    is_trusts: bool

    @property
    def owner_name(self) -> str:
        return Role(self.owner).label


@cache
def standard_list() -> tuple[dict, ...]:
    """The linked policies that every trust is asked for."""
    return tuple(tomllib.loads(data_file("linked-policies.toml"))["policy"])


def linked_policies(place: School | Trust, on: date) -> list[LinkedPolicyStatus]:
    """Each linked policy as it stands at a school or trust: the standard list, and what was added. One query."""
    trust_id = place.trust_id if isinstance(place, School) else place.pk
    here = Q(school__isnull=True) | Q(school=place) if isinstance(place, School) else Q(school__isnull=True)
    rows = list(LinkedPolicy.objects.filter(here, trust_id=trust_id))
    return _standings(rows, place.pk if isinstance(place, School) else None, on)


def linked_policy_statuses(schools: QuerySet[School], on: date) -> dict[UUID, list[LinkedPolicyStatus]]:
    """The same for many schools, by school id. Two queries in all."""
    trust_of = dict(schools.values_list("pk", "trust_id"))
    rows: dict[UUID, list[LinkedPolicy]] = {}
    for row in LinkedPolicy.objects.filter(
        Q(school__isnull=True, trust__in=set(trust_of.values())) | Q(school__in=schools)
    ):
        rows.setdefault(row.school_id or row.trust_id, []).append(row)
    return {pk: _standings([*rows.get(trust_id, []), *rows.get(pk, [])], pk, on) for pk, trust_id in trust_of.items()}


def _standings(rows: Iterable[LinkedPolicy], school: UUID | None, on: date) -> list[LinkedPolicyStatus]:
    kept: dict[str, LinkedPolicy] = {}
    for row in sorted(rows, key=lambda row: row.school_id is not None):
        kept[row.key] = row
    standard = {entry["key"]: entry for entry in standard_list()}
    return [
        _standing(key, standard.get(key, {}), kept.get(key), school, on)
        for key in [*standard, *(key for key in kept if key not in standard)]
    ]


def _standing(key: str, entry: dict, row: LinkedPolicy | None, school: UUID | None, on: date) -> LinkedPolicyStatus:
    return LinkedPolicyStatus(
        key=key,
        name=row.name if row else entry["name"],
        owner=row.owner if row else entry["owner"],
        why=entry.get("why", ""),
        status=linked_status(row.edition, row.review_date, on) if row else "missing",
        row=row,
        is_trusts=bool(school and row and row.school_id is None),
    )
