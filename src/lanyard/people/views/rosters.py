"""Importing a roster: choose a file, look at what it would change, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.people import actions, queries
from lanyard.people.addresses import address
from lanyard.people.import_models import ImportState
from lanyard.people.models import RosterImport
from lanyard.people.queries.rosters import Preview, imports_of, known_for, preview_of, unknown_headings
from lanyard.people.roster import RosterError
from lanyard.people.roster_forms import WHOLE, ConfirmForm, HeadingsForm, RosterForm
from lanyard.ui.form_actions import carry_out, posted
from lanyard.ui.tables import page_of

ON_A_PAGE = 50
SECTIONS = {"asked": "To be decided", "added": "Added", "changed": "Changed", "left": "Left"}


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, **place: str) -> HttpResponse:
    """Choose the file; it is read, and nothing is changed."""
    today = timezone.localdate()
    form = RosterForm(posted(request), request.FILES or None, known=known_for(request.place, today))
    if form.is_valid():
        roster, whole = form.cleaned_data["file"], form.cleaned_data["holds"] == WHOLE
        if form.unknown:
            held = actions.roster_hold(data=form.data_read, place=request.place, whole=whole, by=request.user)
            return redirect(address(request.place, "import-columns", upload=held.pk))
        found = actions.roster_preview(roster=roster, place=request.place, whole=whole, by=request.user, on=today)
        return redirect(address(request.place, "import-preview", upload=found.pk))
    done = imports_of(request.place).filter(state=ImportState.DONE)[:5]
    to_decide = queries.questions_of(request.place).filter(answer="").count()
    return render(request, "people/import.html", {"form": form, "done": done, "to_decide": to_decide})


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, upload: UUID, **place: str) -> HttpResponse:
    """What the headings mean that nobody has explained yet: asked once, and known from then on."""
    found = get_object_or_404(imports_of(request.place).filter(state=ImportState.HEADINGS), pk=upload)
    today = timezone.localdate()
    unknown = unknown_headings(found, today)
    form = HeadingsForm(posted(request), headings=unknown[0], missing=unknown[1])
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.roster_explain(upload=found, by=request.user, on=today, **said)
            return redirect(address(request.place, "import-preview", upload=found.pk))
        except RosterError as problem:
            form.add_error(None, str(problem))
    return render(request, "people/import_columns.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, upload: UUID, **place: str) -> HttpResponse:
    """What the file would change, problems first; confirm it."""
    waiting = imports_of(request.place).filter(state__in=(ImportState.READY, ImportState.REFUSED))
    found = get_object_or_404(waiting, pk=upload)
    read = preview_of(found)
    form = ConfirmForm(posted(request), asks=read.asks, silent=read.silent)
    if found.state == ImportState.READY and (go := _confirmed(request, form, found)):
        return redirect(go)
    context = _shown(request, found, read) | {"form": form, "upload": found}
    return render(request, "people/import_preview.html", context)


def _confirmed(request: HttpRequest, form: ConfirmForm, found: RosterImport) -> str:
    """Bring the register up to date; answers where to go then, nothing if the page is to be shown again as it is."""
    try:
        done = carry_out(form, actions.roster_apply, upload=found, by=request.user, on=timezone.localdate())
    except actions.RegisterMoved:
        messages.warning(request, "The register has changed since. Check again what the file would change.")
        return address(found.place, "import-preview", upload=found.pk)
    if not done:
        return ""
    if queries.questions_of(found.place).filter(answer="").exists():
        messages.success(
            request, "The register has been updated, except for the people below. Decide about each of them."
        )
        return address(found.place, "same-people")
    messages.success(request, "The register has been updated.")
    return address(found.place, "import")


def _shown(request: HttpRequest, found: RosterImport, read: Preview) -> dict[str, Any]:
    section = request.GET.get("show", "")
    lines = [line for line in read.lines if section not in SECTIONS or line.section == section]
    rows = read.problems or lines
    chips = [{"label": f"Everybody {len(read.lines)}", "url": "?", "here": section not in SECTIONS}] + [
        {"label": f"{label} {found.counts[key]}", "url": f"?show={key}", "here": section == key}
        for key, label in SECTIONS.items()
        if found.counts.get(key)
    ]
    return {
        "page_obj": page_of(request, rows, ON_A_PAGE),
        "refused": bool(read.problems),
        "notes": read.notes[:ON_A_PAGE],
        "more_notes": len(read.notes[ON_A_PAGE:]),
        "chips": chips if read.lines else [],
    }
