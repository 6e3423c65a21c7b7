"""What the catalogue of social media services keeps."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.platforms.queries import catalogue_standing
from lanyard.ui.words import how_many

# Services change their terms within months: an entry nobody has looked at for longer is not relied on.
CHECKED_FOR = timedelta(days=365)


@control(
    id="platforms.catalogue-current",
    clauses=("AIM6",),
    checks="The catalogue covers every kind of social media the policy names; each entry was checked within a year.",
    owner=Role.IT_LEAD,
    moved_by=("platforms:load",),
)
def catalogue_current(scope: Scope) -> dict[UUID, Reading]:
    """AIM6: not kept while empty or wholly stale; attention where a kind is missing or an entry is stale."""
    found = catalogue_standing(scope.on)
    url, who = reverse("platforms:platforms"), Role.IT_LEAD.label
    attention = []
    if found.kinds_covered < found.kinds_in_all:
        attention.append(
            Attention(f"No service yet for {how_many(found.kinds_in_all - found.kinds_covered, 'kind')}", url, who)
        )
    if found.oldest_check and found.oldest_check + CHECKED_FOR < scope.on:
        attention.append(Attention(f"The oldest entry was checked on {found.oldest_check:%-d %B %Y}", url, who))
    if found.newest_check is None or found.newest_check + CHECKED_FOR < scope.on:
        status = Status.NOT_KEPT
        attention = attention or [Attention("Load the catalogue of services", url, who)]
    else:
        status = Status.NEEDS_ATTENTION if attention else Status.KEPT
    says = f"Known: {how_many(found.known, 'service')} of {how_many(found.kinds_covered, 'kind')}"
    if found.newest_check:
        says += f"; last checked {found.newest_check.day} {found.newest_check:%B %Y}"
    reading = Reading(status, says, attention=tuple(attention))
    return dict.fromkeys(scope.schools.values_list("pk", flat=True), reading)
