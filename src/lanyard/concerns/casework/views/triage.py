"""The page of one concern, and the first steps on it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.casework.actions import triage
from lanyard.concerns.casework.forms.triage import JudgeForm
from lanyard.concerns.casework.views.common import concern_or_404, on_case, press_on_case
from lanyard.platforms.queries import names


@require_POST
def acknowledge(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Somebody has it in hand."""
    found = concern_or_404(request, concern)
    return press_on_case(request, found, triage.acknowledge, done="Acknowledged.")


@require_POST
def out_of_flood(request: HttpRequest, concern: UUID) -> HttpResponse:
    """It is looked at like any other from now on."""
    found = concern_or_404(request, concern)
    return press_on_case(request, found, triage.take_out_of_flood, done="It is now in the queue like any other.")


@never_cache
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The risk, and where it happened."""
    found = concern_or_404(request, concern)
    known = names()
    if found.platform and found.platform not in dict(known):
        known.append((found.platform, found.platform))
    judged = ("risk", "place", "device", "platform", "year_group", "child_at_risk", "version")
    initial = {name: getattr(found, name) for name in judged}
    asks = not found.is_safeguarding
    form = JudgeForm(request.POST or None, initial=initial, platforms=known, asks_about_child=asks)
    return on_case(request, found, form, triage.judge, template="concerns/casework/triage.html", done="Saved.")
