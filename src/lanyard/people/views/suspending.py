"""Suspending somebody's access now, and giving it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.people import actions
from lanyard.people.addresses import address
from lanyard.people.power_forms import SuspendForm
from lanyard.people.queries import suspending
from lanyard.people.views.register import picked
from lanyard.ui.form_actions import carry_out, posted, press


@require_http_methods(["GET", "HEAD", "POST"])
def suspended(request: HttpRequest, **place: str) -> HttpResponse:
    """Whose access is suspended here; suspend somebody's; give it back."""
    today, now = timezone.localdate(), timezone.now()
    rows = suspending.suspended_at(request.place, today)
    if request.method == "POST" and "restore" in request.POST:
        return _restore(request, {str(row.pk): row for row in rows})
    form = SuspendForm(posted(request), initial={"person": _named(request)}, place=request.place, on=today)
    if carry_out(form, actions.suspend, place=request.place, by=request.user, now=now):
        messages.success(request, "Access has been suspended, and they are signed out everywhere.")
        return redirect(address(request.place, "suspended"))
    return render(request, "people/suspended.html", {"form": form, "rows": rows})


@never_cache
@require_POST
def anybody(request: HttpRequest, **place: str) -> HttpResponse:
    """Who at the place is called so, pupils and families too, as a list to choose from."""
    return picked(request, lambda text: suspending.search(text, request.place, timezone.localdate()))


def _named(request: HttpRequest) -> str:
    """Who is meant, where one comes from somebody's own page: an address names them by their id alone."""
    try:
        wanted = UUID(request.GET.get("person", ""))
    except ValueError:
        return ""
    found = suspending.people_of(request.place, timezone.localdate()).filter(pk=wanted).first()
    return (found.email or found.full_name) if found else ""


def _restore(request: HttpRequest, rows: dict) -> HttpResponse:
    found = rows.get(request.POST["restore"])
    if found:
        done = f"{found.person} can sign in again."
        press(request, actions.restore, done, suspension=found, place=request.place, now=timezone.now())
    return redirect(address(request.place, "suspended"))
