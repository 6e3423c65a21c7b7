"""The sixth step: everybody else, from a file of the information system, now or later."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lanyard.firstrun.actions.common import BY
from lanyard.firstrun.actions.roster import roster_is
from lanyard.firstrun.queries import on_the_register
from lanyard.firstrun.views.common import onward, show, step
from lanyard.people import actions
from lanyard.people.import_models import ImportState
from lanyard.people.models import RosterImport
from lanyard.people.queries.rosters import imports_of, known_for, preview_of, unknown_headings
from lanyard.people.roster import RosterError
from lanyard.people.roster_forms import WHOLE, ConfirmForm, HeadingsForm, RosterForm
from lanyard.ui.form_actions import carry_out, posted

ON_A_PAGE = 50


@step("roster")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the file; it is read, and nothing is changed."""
    trust, today = request.first_run.trust, timezone.localdate()
    form = RosterForm(posted(request), request.FILES or None, known=known_for(trust, today))
    if form.is_valid():
        roster, whole = form.cleaned_data["file"], form.cleaned_data["holds"] == WHOLE
        if form.unknown:
            held = actions.roster_hold(data=form.data_read, place=trust, whole=whole, by=BY)
            return redirect("firstrun:roster-columns", upload=held.pk)
        found = actions.roster_preview(roster=roster, place=trust, whole=whole, by=BY, on=today)
        return redirect("firstrun:roster-preview", upload=found.pk)
    return show(request, "roster", form=form, people=on_the_register(trust))


@require_POST
@step("roster")
def later(request: HttpRequest) -> HttpResponse:
    """Go on without a file."""
    roster_is(said="later")
    return onward("roster")


@step("roster")
def columns(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the headings mean that nobody has explained yet."""
    found = _import_or_404(request, upload, ImportState.HEADINGS)
    today = timezone.localdate()
    unknown = unknown_headings(found, today)
    form = HeadingsForm(posted(request), headings=unknown[0], missing=unknown[1])
    if form.is_valid():
        try:
            actions.roster_explain(upload=found, by=BY, on=today, **form.cleaned_data)
            return redirect("firstrun:roster-preview", upload=found.pk)
        except RosterError as problem:
            form.add_error(None, str(problem))
    return show(request, "roster_columns", form=form)


@step("roster")
def preview(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the file would bring, problems first; confirm it."""
    found = _import_or_404(request, upload, ImportState.READY, ImportState.REFUSED)
    read = preview_of(found)
    form = ConfirmForm(posted(request), asks=read.asks, silent=read.silent)
    try:
        if found.state == ImportState.READY and carry_out(
            form, actions.roster_apply, upload=found, by=BY, on=timezone.localdate()
        ):
            roster_is(said="done")
            messages.success(request, "The register has been filled.")
            return onward("roster")
    except actions.RegisterMoved:
        messages.warning(request, "The register has changed since. Check again what the file would change.")
        return redirect("firstrun:roster-preview", upload=found.pk)
    rows = Paginator(read.problems or read.lines, ON_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "roster_preview",
        form=form,
        upload=found,
        page_obj=rows,
        refused=bool(read.problems),
        notes=read.notes[:ON_A_PAGE],
        more_notes=len(read.notes[ON_A_PAGE:]),
    )


def _import_or_404(request: HttpRequest, upload: UUID, *states: str) -> RosterImport:
    return get_object_or_404(imports_of(request.first_run.trust).filter(state__in=states), pk=upload)
