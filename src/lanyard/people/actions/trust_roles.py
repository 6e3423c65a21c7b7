"""The roles and covers of a trust's file: begun where it is the trust's first, proposed where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from lanyard.people.actions.confirming import propose
from lanyard.people.models import Cover, Person, RoleHolding, RoleProposal, School, Trust, User
from lanyard.people.power_models import ProposalState
from lanyard.people.rules import needs_confirming
from lanyard.people.trust_file import CoverRow, PersonRow, RoleRow


@dataclass
class Roles:
    """One load of a file. With `is_first` everything begins at once; otherwise what needs confirming is proposed."""

    trust: Trust
    schools: dict[str, School]
    people: dict[str, Person]
    by: User | str
    is_first: bool

    def give(self, row: PersonRow) -> None:
        """The roles of one person of the file."""
        for held in row.roles:
            at = {"role": held.role, "trust": self.trust, "school": self.schools.get(held.school)}
            self._role(self.people[row.id], held, at)

    def _role(self, person: Person, row: RoleRow, at: dict) -> None:
        same = RoleHolding.objects.filter(person=person, **at)
        found = same.filter(Q(end__isnull=True) | Q(start=row.start)).order_by(F("end").asc(nulls_first=True)).first()
        if self.is_first or not needs_confirming(row.role):
            holding = found or RoleHolding(person=person, **at)
            holding.start, holding.end = row.start, row.end
            holding.save()
            return
        if found is None:
            self._propose(person, at, row.start, row.end)
        elif found.end is None or (row.end and row.end <= found.end):
            # As it was, or shorter: that gives nobody anything. Where it was ended at once, it stays so.
            found.end = row.end
            found.save(update_fields=["end"])
        else:
            # What has ended, or is to end, goes on only with a second person's word.
            self._propose(person, at, found.end + timedelta(days=1), row.end)

    def cover(self, row: CoverRow) -> None:
        """One cover of the file."""
        at = {"role": row.role, "trust": self.trust, "school": self.schools.get(row.school)}
        person, start = self.people[row.person], row.start
        holding = RoleHolding.objects.filter(person=self.people[row.holder], **at).order_by("start").last()
        if holding is None:
            # The role that it is of waits to be confirmed itself.
            return
        same = Cover.objects.filter(holding=holding, person=person, start=start)
        if not self.is_first and needs_confirming(row.role):
            found = same.first()
            if found is None or found.end < row.end:
                start = found.end + timedelta(days=1) if found else start
                self._propose(person, at, start, row.end, holding=holding, reason=row.reason)
                return
        same.update_or_create(
            holding=holding, person=person, start=start, defaults={"end": row.end, "reason": row.reason}
        )

    def _propose(self, person: Person, at: dict, start: date, end: date | None, **more: Any) -> None:
        """Propose it, unless it has passed, waits already, or was decided on for the same first day."""
        if end and end < timezone.localdate():
            return
        known = RoleProposal.objects.filter(person=person, holding=more.get("holding"), **at)
        if known.filter(Q(state=ProposalState.PENDING) | Q(start=start)).exists():
            return
        place = at["school"] or self.trust
        propose(person=person, role=at["role"], place=place, by=self.by, start=start, end=end, **more)
