"""Who holds which role, giving and ending roles, and covers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.kernel import gate
from lanyard.people import actions, queries
from lanyard.people.addresses import address
from lanyard.people.forms import AppointForm, CoverForm, EndRoleForm
from lanyard.people.models import Cover, RoleHolding, School
from lanyard.people.rules import needs_confirming
from lanyard.people.undo import END_COVER
from lanyard.records import undo
from lanyard.ui.form_actions import carry_out, posted, press

WAITS = "Proposed. It starts when a second leader confirms it. They have been told."


@require_GET
def roles(request: HttpRequest, **place: str) -> HttpResponse:
    """Every role of the place: who holds it, who covers, and where nobody does."""
    today = timezone.localdate()
    trust = request.place.trust if isinstance(request.place, School) else None
    may_confirm = gate.may(request.user, "people:confirm", request.place)
    may_appoint = gate.may(request.user, "people:appoint", request.place)
    context = {
        "pending": queries.power.pending_at(request.place) if may_confirm or may_appoint else [],
        "may_suspend": gate.may(request.user, "people:suspend", request.place),
        "may_see_gained": gate.may(request.user, "people:read-gained", request.place),
        "rows": queries.role_rows(request.place, today),
        "trust_rows": queries.role_rows(trust, today) if trust else [],
        "may_open_trust": trust and gate.may(request.user, "people:read-roles", trust),
        "schools": [] if trust else queries.open_schools(today).filter(trust=request.place),
        "today": today,
        "may_appoint": may_appoint,
        "may_read": gate.may(request.user, "people:read-register", request.place),
    }
    return render(request, "people/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, **place: str) -> HttpResponse:
    """Give someone a role."""
    today = timezone.localdate()
    held = queries.roles_at(request.user, request.place, today)
    initial = {"role": request.GET.get("role")}
    form = AppointForm(posted(request), initial=initial, place=request.place, held=held, on=today)
    if carry_out(form, actions.appoint, place=request.place, by=request.user, on=today):
        waits = needs_confirming(form.cleaned_data["role"])
        messages.success(request, WAITS if waits else "The role has been given.")
        return redirect(address(request.place, "roles"))
    return render(request, "people/appoint.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, holding: UUID, **place: str) -> HttpResponse:
    """Say when somebody's role ends."""
    today = timezone.localdate()
    found = get_object_or_404(queries.holdings_at(request.place, today), pk=holding)
    form = EndRoleForm(posted(request), initial={"end": today})
    if carry_out(form, actions.end_role, holding=found, by=request.user, on=today):
        messages.success(
            request,
            "The role has ended." if form.cleaned_data["at_once"] else "The last day of the role has been saved.",
        )
        return redirect(address(request.place, "roles"))
    return render(request, "people/end_role.html", {"form": form, "holding": found})


@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, holding: UUID, **place: str) -> HttpResponse:
    """Say who covers for the holder of a role at this place; end a cover."""
    found = get_object_or_404(queries.holdings_at(request.place, timezone.localdate()), pk=holding)
    return _cover(request, found, address(request.place, "roles"))


@require_GET
def own_roles(request: HttpRequest) -> HttpResponse:
    """The roles that this person holds, each with who covers for them."""
    today = timezone.localdate()
    return render(
        request, "people/own_roles.html", {"holdings": queries.own_holdings(request.user, today), "today": today}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_cover(request: HttpRequest, holding: UUID) -> HttpResponse:
    """Say who covers for oneself; end a cover."""
    found = get_object_or_404(queries.own_holdings(request.user, timezone.localdate()), pk=holding)
    return _cover(request, found, reverse("people:own-roles"))


def _cover(request: HttpRequest, holding: RoleHolding, back: str) -> HttpResponse:
    today = timezone.localdate()
    here = holding.school or holding.trust
    if request.method == "POST" and "cover" in request.POST:
        return _end_cover(request, holding, back)
    form = CoverForm(posted(request), place=here, on=today)
    if carry_out(form, actions.add_cover, holding=holding, by=request.user, on=today):
        began = holding.covers.filter(person=form.cleaned_data["person"], end=form.cleaned_data["end"]).exists()
        messages.success(request, "Cover has been added." if began else WAITS)
        return redirect(back)
    context = {"form": form, "holding": holding, "here": here, "back": back}
    return render(request, "people/cover.html", context)


def _end_cover(request: HttpRequest, holding: RoleHolding, back: str) -> HttpResponse:
    ids = {str(cover.pk): cover for cover in holding.covers_ahead}
    found: Cover | None = ids.get(request.POST["cover"])
    if found:
        end, today = found.end, timezone.localdate()
        # A cover that has not begun is gone when it ends: there is nothing left to let go on.
        has_begun = found.start < today
        done = press(request, actions.end_cover, "" if has_begun else "Cover has ended.", cover=found, on=today)
        if done and has_begun:
            undo.say(request, END_COVER, found, "Cover has ended.", end=end.isoformat(), back=back)
    return redirect(back)
