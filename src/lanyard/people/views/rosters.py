"""Importing a roster: choose a file, look at what it would change, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.people import actions
from lanyard.people.addresses import address
from lanyard.people.forms import WHOLE, ConfirmForm, RosterForm, carried_out, sent
from lanyard.people.import_models import ImportState
from lanyard.people.models import RosterImport
from lanyard.people.queries.rosters import imports_of, known_for, preview_of

ON_A_PAGE = 50
SECTIONS = {"added": "Added", "changed": "Changed", "left": "Left"}


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, **place: str) -> HttpResponse:
    """Choose the file; it is read, and nothing is changed."""
    today = timezone.localdate()
    form = RosterForm(sent(request), request.FILES or None, known=known_for(request.place, today))
    if form.is_valid():
        roster, whole = form.cleaned_data["file"], form.cleaned_data["holds"] == WHOLE
        found = actions.roster_preview(roster=roster, place=request.place, whole=whole, by=request.user, on=today)
        return redirect(address(request.place, "import-preview", upload=found.pk))
    done = imports_of(request.place).filter(state=ImportState.DONE)[:5]
    return render(request, "people/import.html", {"form": form, "done": done})


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, upload: UUID, **place: str) -> HttpResponse:
    """What the file would change, problems first; confirm it."""
    waiting = imports_of(request.place).exclude(state=ImportState.DONE)
    found = get_object_or_404(waiting, pk=upload)
    ready = found.state == ImportState.READY
    form = ConfirmForm(sent(request), leaving=found.counts.get("left", 0), must_confirm=ready and found.many_leave)
    if ready and (go := _confirmed(request, form, found)):
        return redirect(go)
    return render(request, "people/import_preview.html", _shown(request, found) | {"form": form, "upload": found})


def _confirmed(request: HttpRequest, form: ConfirmForm, found: RosterImport) -> str:
    """Bring the register up to date; answers where to go then, nothing if the page is to be shown again as it is."""
    try:
        done = carried_out(form, actions.roster_apply, upload=found, by=request.user, on=timezone.localdate())
    except actions.RegisterMoved:
        messages.warning(request, "The register changed meanwhile. Look again at what the file would change now.")
        return address(found.place, "import-preview", upload=found.pk)
    if not done:
        return ""
    messages.success(request, "The register is up to date.")
    return address(found.place, "import")


def _shown(request: HttpRequest, found: RosterImport) -> dict[str, Any]:
    read = preview_of(found)
    section = request.GET.get("show", "")
    lines = [line for line in read.lines if section not in SECTIONS or line.section == section]
    rows = read.problems or lines
    chips = [{"label": f"Everybody {len(read.lines)}", "url": "?", "here": section not in SECTIONS}] + [
        {"label": f"{label} {found.counts[key]}", "url": f"?show={key}", "here": section == key}
        for key, label in SECTIONS.items()
        if found.counts.get(key)
    ]
    return {
        "page_obj": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "refused": bool(read.problems),
        "notes": read.notes[:ON_A_PAGE],
        "more_notes": len(read.notes[ON_A_PAGE:]),
        "chips": chips if read.lines else [],
    }
