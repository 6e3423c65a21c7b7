"""Who sees what waits for a second person's word."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lanyard.kernel.gate import table
from lanyard.people.models import AddressChange, Membership, RoleHolding, RoleProposal, User, current
from lanyard.people.power_models import ChangeState, ProposalState
from lanyard.people.queries.held import roles_of

_SEES = ("people:confirm", "people:appoint")


def _reach(user: User, on: date) -> tuple[set[UUID], set[UUID], set[UUID]]:
    """Where the user confirms or appoints: schools, trusts as a whole, and trusts of which they lead a school."""
    roles = set().union(*(table[key].roles for key in _SEES))
    held = [one for one in roles_of(user, on) if one.role in roles]
    schools = {one.school_id for one in held if one.school_id}
    return schools, {one.trust_id for one in held if not one.school_id}, {one.trust_id for one in held}


def _proposals(user: User, on: date) -> QuerySet[RoleProposal]:
    schools, trusts, led = _reach(user, on)
    # Leaders of a school may be asked about a role of the trust, where nobody else is left.
    here = Q(school__in=schools) | Q(trust__in=trusts) | Q(school__isnull=True, trust__in=led)
    rows = RoleProposal.objects.filter(here | Q(person=user.person_id) | Q(proposed_by=user.person_id))
    return rows.select_related(
        "person", "school__trust", "trust", "proposed_by", "decided_by", "holding__person", "begun"
    )


def proposals_seen_by(user: User, on: date) -> list[RoleProposal]:
    """Those that wait, the newest first; one query."""
    return list(_proposals(user, on).filter(state=ProposalState.PENDING).order_by("-proposed_at")[:200])


def proposal_seen_by(user: User, pk: UUID, on: date) -> RoleProposal | None:
    """One of them, decided or not; None if the user may not see it."""
    return _proposals(user, on).filter(pk=pk).first()


def _changes(user: User, on: date) -> QuerySet[AddressChange]:
    schools, trusts, led = _reach(user, on)
    at = Membership.objects.filter(current(on), school__in=schools).values("person")
    held = RoleHolding.objects.filter(
        Q(school__in=schools) | Q(school__isnull=True, trust__in=led), Q(end__isnull=True) | Q(end__gte=on)
    ).values("person")
    here = Q(person__trust__in=trusts) | Q(person__in=at) | Q(person__in=held)
    rows = AddressChange.objects.filter(here | Q(person=user.person_id) | Q(proposed_by=user.person_id))
    return rows.select_related("person__trust", "proposed_by", "decided_by")


def changes_seen_by(user: User, on: date) -> list[AddressChange]:
    """Those that wait, the newest first; one query."""
    return list(_changes(user, on).filter(state=ChangeState.PENDING).order_by("-proposed_at")[:200])


def change_seen_by(user: User, pk: UUID, on: date) -> AddressChange | None:
    """One of them, decided or not; None if the user may not see it."""
    return _changes(user, on).filter(pk=pk).first()
