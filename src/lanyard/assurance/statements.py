"""Reads what people have stated where no control can measure."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.models import Attestation
from lanyard.assurance.readings import Reading
from lanyard.assurance.registry import Control, Scope
from lanyard.assurance.rules import attested_reading
from lanyard.people.choices import Role


def read_attested(scope: Scope, controls: list[Control]) -> dict[tuple[UUID, str], Reading]:
    """The reading of each attested control for each school of the scope, from the latest statement by that day."""
    if not controls:
        return {}
    latest = {}
    made = Attestation.objects.filter(school__in=scope.schools, made_on__lte=scope.on).order_by("made_at")
    if len(controls) == 1:
        made = made.filter(control=controls[0].id)
    for row in made.values("school_id", "control", "answer", "made_on", "next_due"):
        latest[row["school_id"], row["control"]] = row
    found = {}
    for school_id, slug in scope.schools.values_list("pk", "slug"):
        for control in controls:
            row = latest.get((school_id, control.id), {})
            found[school_id, control.id] = attested_reading(
                answer=row.get("answer"),
                role_name=Role(control.owner).label,
                made_on=row.get("made_on"),
                next_due=row.get("next_due"),
                on=scope.on,
                url=partial(reverse, "assurance:attest", kwargs={"school": slug, "control": control.id}),
            )
    return found
