"""Deciding whether a concern is about somebody who may be meant by a name in it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.forms.possible import PossibleForm
from lanyard.concerns.casework.queries.possible import possible_context
from lanyard.concerns.casework.views.common import concern_or_404, on_case, one_of
from lanyard.concerns.core.actions import possible
from lanyard.concerns.core.actions.common import may_handle
from lanyard.concerns.core.actions.record_view import record_view
from lanyard.concerns.core.choices import PartyRole


@never_cache
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, concern: UUID, party: UUID) -> HttpResponse:
    """Is it about them? Yes keeps them out for good; no lets them back in, with the reason."""
    found = concern_or_404(request, concern)
    row = one_of(found.parties.filter(role=PartyRole.POSSIBLE, ended_at__isnull=True), party)
    form = PossibleForm(request.POST or None, initial={"version": found.version})
    record_view(by=request.user, concern=found, handles=may_handle(request.user, found))

    def act(**fields: object) -> None:
        possible.decide(party=row, **fields)

    context = possible_context(found, row)
    return on_case(request, found, form, act, template="concerns/casework/possible.html", done="Saved.", **context)
