"""What is done on a case: advice, parents, actions, internet taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions.parents import record_parents
from lanyard.concerns.casework.forms.parents import ParentsForm
from lanyard.concerns.casework.queries.closing import children_of, family_in
from lanyard.concerns.casework.views.common import on_case, one_of
from lanyard.concerns.casework.views.seen import seen_or_404


@never_cache
@require_http_methods(["GET", "POST"])
def parents(request: HttpRequest, concern: UUID, party: UUID) -> HttpResponse:
    """Record whether a child's parents know, or why not."""
    found = seen_or_404(request, concern)
    child = one_of(children_of(found), party)
    form = ParentsForm(request.POST or None, initial={"version": found.version})
    context = {"child": child, "family": family_in(child, timezone.localdate())}

    def act(**fields: Any) -> None:
        record_parents(party=child, **fields)

    return on_case(request, found, form, act, template="concerns/casework/parents.html", done="Recorded.", **context)
