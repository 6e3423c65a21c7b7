"""What of this room gives access, and so decides which of two records is kept."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lanyard.people import merging
from lanyard.people.models import Cover, Person, RoleHolding, RoleProposal, Suspension
from lanyard.people.power_models import ProposalState


def holds_a_role(person: Person, on: date) -> bool:
    """A role, a cover or a proposal, today or later; and whoever is suspended stays suspended."""
    lasting = Q(end__isnull=True) | Q(end__gte=on)
    return (
        RoleHolding.objects.filter(lasting, person=person).exists()
        or Cover.objects.filter(person=person, end__gte=on).exists()
        or RoleProposal.objects.filter(person=person, state=ProposalState.PENDING).exists()
        or Suspension.objects.filter(person=person, lifted_at=None).exists()
    )


merging.gives_access.append(holds_a_role)
