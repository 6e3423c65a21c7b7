"""The risk assessment of a channel: read, written row by row, agreed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.channels import queries, rules
from lanyard.channels.actions import risks as actions
from lanyard.channels.forms import AgreeForm, HazardForm
from lanyard.channels.queries.risks import risk_context
from lanyard.channels.views.common import channel_or_404, on_channel
from lanyard.ui.form_actions import carry_out_as


@require_safe
def risks(request: HttpRequest, channel: UUID) -> HttpResponse:
    """The whole risk assessment."""
    found = channel_or_404(request, channel, queries.with_risks)
    today = timezone.localdate()
    agrees = request.user.person_id in {person.pk for person in queries.agreeing(found, today)}
    context = {
        "channel": found,
        **risk_context(found),
        "standing": queries.status_of(found, today),
        "may_write": actions.may_write(request.user, found),
        "may_agree": agrees and rules.may_be_agreed(found.state),
    }
    return render(request, "channels/risks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hazard(request: HttpRequest, channel: UUID, hazard: UUID | None = None) -> HttpResponse:
    """Write one row, add one, or strike one that does not apply."""
    found = channel_or_404(request, channel)
    if not actions.may_write(request.user, found):
        raise Http404
    row = get_object_or_404(found.assessment.hazards, pk=hazard) if hazard else None
    form = HazardForm(request.POST or None, initial=HazardForm.initial_of(row) if row else {})
    if request.method == "POST" and ((row and "strike" in request.POST) or form.is_valid()):
        act = actions.strike_hazard if row and "strike" in request.POST else actions.write_hazard
        said = {} if act is actions.strike_hazard else form.cleaned_data
        if carry_out_as(form, lambda: act(by=request.user, channel=found, hazard=row, **said)):
            messages.success(request, "Saved. The risk assessment must be agreed again.")
            return redirect("channels:risks", channel=found.pk)
    return render(request, "channels/hazard.html", {"channel": found, "form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Agree the risk assessment."""
    found = channel_or_404(request, channel, queries.with_risks)
    if request.user.person_id not in {person.pk for person in queries.agreeing(found, timezone.localdate())}:
        raise Http404
    context = {
        **risk_context(found),
        "may_agree": rules.may_be_agreed(found.state),
        "version": queries.version_of(found),
        "template": "channels/agree.html",
    }
    form = AgreeForm(request.POST or None)
    act = partial(actions.agree, version=request.POST.get("version", ""))
    return on_channel(request, found, form, act, done="Agreed.", to="channels:risks", **context)
