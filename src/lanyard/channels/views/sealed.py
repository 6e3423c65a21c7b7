"""Sealed log-ins: sealing one, opening one, and looking at it for a few minutes (OFF6).

What is secret is only ever in the answer to a POST that no browser keeps: no address shows it again.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.channels.actions import opening as opens
from lanyard.channels.actions import sealing as seals
from lanyard.channels.models import Channel
from lanyard.channels.queries import sealed as queries
from lanyard.channels.sealed_forms import OpenForm, SealForm
from lanyard.channels.sealing import PARTS, SHOWN, is_readable
from lanyard.channels.views.common import channel_or_404
from lanyard.kernel.refusals import Refused
from lanyard.people.signin import second_step_is_fresh
from lanyard.records.keyring import CannotDecrypt
from lanyard.ui.form_actions import carry_out


@require_safe
def log_in(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Whether a log-in is sealed, what it holds by name, and who opened it when and why."""
    found = _channel(request, channel)
    kept = queries.log_in_of(found)
    leads = queries.may_open(request.user, found)
    context = {
        "channel": found,
        "log_in": kept,
        "parts": [PARTS[name] for name in kept.parts] if kept else [],
        "openings": found.openings.select_related("asked_by", "confirmed_by"),
        "may_open": leads,
        "may_seal": queries.may_seal(request.user, found),
        "today": timezone.localdate(),
    }
    return render(request, "channels/sealed/log_in.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Seal the log-in, or what is new of it."""
    found = _channel(request, channel)
    if not queries.may_seal(request.user, found):
        raise Http404
    kept = queries.log_in_of(found)
    is_lost = kept is not None and not is_readable(kept)
    form = SealForm(request.POST or None, can_begin_anew=is_lost)
    if request.method == "POST":
        try:
            if done := carry_out(form, seals.seal, by=request.user, channel=found):
                new = ", ".join(PARTS[name].lower() for name in done.answer)
                messages.success(request, f"Sealed. New: {new}.")
                return redirect("channels:log-in", channel=found.pk)
        except CannotDecrypt as problem:
            form.add_error("anew", f"We can’t read what was sealed before, so nothing has changed. {problem}")
    return render(request, "channels/sealed/seal.html", {"channel": found, "form": form, "log_in": kept})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_log_in(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Say why, after a second step that was just done; then it can be looked at."""
    found = _leading(request, channel)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not second_step_is_fresh(request):
            form.add_error(None, "Your second step was more than five minutes ago. Do it again, then send this again")
        elif done := carry_out(form, opens.ask, by=request.user, channel=found):
            return redirect("channels:opening", channel=found.pk, opening=done.answer.pk)
    elif request.method != "POST" and not second_step_is_fresh(request):
        return _again(request)
    again = reverse("people:second-step", query={"next": request.path, "again": "1"})
    return render(request, "channels/sealed/open.html", {"channel": found, "form": form, "again": again})


@never_cache
@sensitive_variables("shown")
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, channel: UUID, opening: UUID) -> HttpResponse:
    """One opening: to look at the log-in while it lasts, or to confirm what another leader asked for."""
    found = _leading(request, channel)
    row = get_object_or_404(found.openings.select_related("asked_by", "confirmed_by"), pk=opening)
    if not second_step_is_fresh(request):
        return _again(request)
    context = {"channel": found, "opening": row, "is_mine": row.asked_by_id == request.user.person_id}
    if request.method == "POST":
        try:
            if "confirm" in request.POST:
                opens.confirm(by=request.user, channel=found, opening=row)
                messages.success(request, "Confirmed. They can see it now.")
                return redirect("channels:log-in", channel=found.pk)
            shown = opens.look(by=request.user, channel=found, opening=row)
            context["shown"] = [(SHOWN[name], shown[name]) for name in SHOWN if name in shown]
            context["seconds_left"] = max(0, int((row.until - timezone.now()).total_seconds()))
        except (Refused, CannotDecrypt) as problem:
            messages.error(request, str(problem))
    context["is_open"] = row.until is not None and row.until > timezone.now()
    return render(request, "channels/sealed/opening.html", context)


def _channel(request: HttpRequest, channel: UUID) -> Channel:
    found = channel_or_404(request, channel)
    if not queries.sees(request.user, found):
        raise Http404
    return found


def _leading(request: HttpRequest, channel: UUID) -> Channel:
    found = channel_or_404(request, channel)
    if not queries.may_open(request.user, found):
        raise Http404
    return found


def _again(request: HttpRequest) -> HttpResponse:
    return redirect(reverse("people:second-step", query={"next": request.path, "again": "1"}))
