"""Finding the edition and the clause that an address names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from lanyard.people.models import School
from lanyard.policy.addresses import address
from lanyard.policy.models import Clause, Edition
from lanyard.policy.queries.clauses import with_controls
from lanyard.policy.queries.editions import edition_here


def edition_or_404(request: HttpRequest, edition: UUID) -> Edition:
    """The edition of the URL's place, if this person may see it."""
    try:
        return edition_here(request.place, request.user, edition)
    except Edition.DoesNotExist:
        raise Http404 from None


def own_edition_or_404(request: HttpRequest, edition: UUID) -> Edition:
    """The same for pages that change an edition: a school's pages change its own variations only."""
    found = edition_or_404(request, edition)
    if found.school_id != (request.place.pk if isinstance(request.place, School) else None):
        raise Http404
    return found


def clause_or_404(request: HttpRequest, edition: UUID, clause: UUID) -> Clause:
    """A clause of an edition that this place can change."""
    found = own_edition_or_404(request, edition)
    row = with_controls(found).select_related("section", "confirmed_by").filter(pk=clause).first()
    if row is None:
        raise Http404
    row.edition = found
    return row


def to(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseRedirect:
    """Go to another page at the same place."""
    return redirect(address(request.place, name, **kwargs))
