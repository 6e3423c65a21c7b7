"""What is on record of a case: its chronology, linked cases, and who looked."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.concerns.casework.actions import entries
from lanyard.concerns.casework.forms.entries import EditEntryForm, EntryForm
from lanyard.concerns.casework.views.common import concern_or_404, on_case, one_of
from lanyard.concerns.core.actions.common import may_handle
from lanyard.concerns.core.actions.record_view import record_view
from lanyard.concerns.core.choices import WRITTEN
from lanyard.concerns.core.models import Concern, Entry


@never_cache
@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Enter what happened. What was begun in the line on the case (`open`) comes along."""
    found = concern_or_404(request, concern)
    now = timezone.localtime()
    initial = {"version": found.version, "happened_on": now.date(), "happened_time": now.strftime("%H:%M")}
    if "open" in request.POST:
        form = EntryForm(initial={**initial, "text": request.POST.get("text", "")})
    else:
        form = EntryForm(request.POST or None, initial=initial)
    return on_case(request, found, form, entries.add_entry, template="concerns/casework/entries.html", done="Saved.")


@never_cache
@require_http_methods(["GET", "POST"])
def edit_entry(request: HttpRequest, concern: UUID, entry: UUID) -> HttpResponse:
    """Change an entry, with a reason."""
    found, row = _entry(request, concern, entry)
    if row.kind not in WRITTEN:
        raise Http404
    then = timezone.localtime(row.happened_at)
    initial = {
        "version": found.version, "text": row.text, "happened_on": then.date(), "happened_time": then.strftime("%H:%M"),
    }  # fmt: skip
    form = EditEntryForm(request.POST or None, initial=initial)

    def act(**fields: object) -> None:
        entries.edit_entry(entry=row, **fields)

    return on_case(request, found, form, act, template="concerns/casework/entries.html", done="Saved.", entry=row)


@never_cache
@require_GET
def entry(request: HttpRequest, concern: UUID, entry: UUID) -> HttpResponse:
    """An entry with everything it said before, and why it was changed."""
    found, row = _entry(request, concern, entry)
    edits = list(row.edits.select_related("by"))
    return render(request, "concerns/casework/entries_before.html", {"concern": found, "entry": row, "edits": edits})


def _entry(request: HttpRequest, concern: UUID, entry: UUID) -> tuple[Concern, Entry]:
    """An entry of a case; it is shown, so that the look is on record."""
    found = concern_or_404(request, concern)
    row = one_of(found.entries.select_related("by"), entry)
    record_view(by=request.user, concern=found, handles=may_handle(request.user, found))
    return found, row
