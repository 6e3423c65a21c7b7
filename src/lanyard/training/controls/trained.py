"""What training shows of those who run a channel (OFF12)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Item, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.policy.items import known
from lanyard.training.controls.signing import MOVED_BY
from lanyard.training.courses import OFFICIAL_CHANNELS
from lanyard.training.models import Course
from lanyard.training.queries.trained import Trained, trained_at
from lanyard.training.rules import Training


@control(
    id="training.operators-trained",
    clauses=("OFF12",),
    checks="Everybody who holds the role of channel operator has taken part in the training for it, and is in date.",
    owner=Role.HEADTEACHER,
    moved_by=("training-session:record", "training-session:take-back", "course:load", *MOVED_BY[3:]),
)
def operators_trained(scope: Scope) -> dict[UUID, Reading]:
    """OFF12: training in date, for those who run a channel. Not in use at a school without operators."""
    courses = Course.objects.filter(key=OFFICIAL_CHANNELS, trust__in=scope.schools.order_by().values("trust"))
    set_up = set(courses.values_list("trust", flat=True))
    found = trained_at(scope.schools, scope.on)
    return {
        pk: _as_item(_trained(slug, [row for row in found[pk] if row.course.key == OFFICIAL_CHANNELS]))
        if trust in set_up
        else Reading(Status.NOT_KEPT, "No training for those who run a channel has been set up")
        for pk, slug, trust in scope.schools.values_list("pk", "slug", "trust")
    }


def _as_item(reading: Reading) -> Reading:
    return replace(reading, items=(Item("operator:trained", known()["operator:trained"].name, reading),))


def _trained(slug: str, rows: list[Trained]) -> Reading:
    """Kept when everybody is in date, needing attention when somebody is to take part again soon, else not kept."""
    if not rows:
        return Reading(Status.NOT_IN_USE, "Nobody runs an official channel")
    page = reverse("training:training", kwargs={"school": slug})
    out = [row for row in rows if row.state in (Training.LAPSED, Training.NEVER)]
    soon = [row for row in rows if row.state is Training.SOON]
    attention = tuple(
        Attention(says, page, Role.HEADTEACHER.label, n=len(some))
        for says, some in (("{n} without training in date", out), ("{n} to train again within 30 days", soon))
        if some
    )
    status = Status.NOT_KEPT if out else Status.NEEDS_ATTENTION if soon else Status.KEPT
    says = "{figure} people who may run a channel are in date with the training for it"
    return Reading(status, says, len(rows) - len(out), len(rows), "people", attention)
