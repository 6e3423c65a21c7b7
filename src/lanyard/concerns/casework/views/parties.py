"""Who is in a case: adding, changing and ending, and stepping back oneself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import parties
from lanyard.concerns.casework.forms.case import ReasonForm
from lanyard.concerns.casework.forms.parties import PartyForm
from lanyard.concerns.casework.views.common import concern_or_404, on_case, one_of
from lanyard.concerns.core.actions.common import may_handle
from lanyard.concerns.core.actions.record_view import record_view
from lanyard.concerns.core.choices import State


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add somebody, by name or as somebody on the register."""
    found = concern_or_404(request, concern)
    closed = found.state == State.CLOSED
    form = PartyForm(request.POST or None, initial={"version": found.version}, school=found.school, closed=closed)
    return on_case(request, found, form, parties.add, template="concerns/casework/parties.html", done="Saved.")


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, concern: UUID, party: UUID) -> HttpResponse:
    """Change what somebody is in the case, or link them to the register."""
    found = concern_or_404(request, concern)
    row = one_of(found.parties, party)
    initial: dict[str, object] = {name: getattr(row, name) for name in ("role", "name", "year_group", "note")}
    initial["version"], closed = found.version, found.state == State.CLOSED
    form = PartyForm(request.POST or None, initial=initial, school=found.school, party=row, closed=closed)
    record_view(by=request.user, concern=found, handles=may_handle(request.user, found))

    def act(**fields: object) -> None:
        parties.edit(party=row, **fields)

    return on_case(request, found, form, act, template="concerns/casework/parties.html", done="Saved.", party=row)


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, concern: UUID, party: UUID) -> HttpResponse:
    """Take somebody out of the case, with a reason."""
    found = concern_or_404(request, concern)
    row = one_of(found.parties, party)
    hint = "The entry stays in the case with this reason."
    form = ReasonForm(
        request.POST or None, initial={"version": found.version}, label="Why should they be taken out?", hint=hint
    )
    record_view(by=request.user, concern=found, handles=may_handle(request.user, found))

    def act(**fields: object) -> None:
        parties.end(party=row, **fields)

    return on_case(request, found, form, act, template="concerns/casework/parties_end.html", done="Saved.", party=row)


@never_cache
@require_http_methods(["GET", "POST"])
def step_back(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Say that one is in conflict with the case, and be shut out of it from now on."""
    found = concern_or_404(request, concern)
    form = ReasonForm(
        request.POST or None,
        initial={"version": found.version},
        label="Why should you not deal with it?",
        hint="For example, you are related to someone involved. The people who deal with it next will read this.",
    )
    done = "You have stepped back. You can no longer see it."
    return on_case(
        request, found, form, parties.declare_conflict, template="concerns/casework/parties_step_back.html", done=done
    )
