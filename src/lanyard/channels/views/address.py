"""Where the account of a channel is, and deciding on another one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.channels import queries
from lanyard.channels.actions import address as acting
from lanyard.channels.forms import AddressDecisionForm, AddressForm
from lanyard.channels.views.common import channel_or_404, on_channel
from lanyard.ui.form_actions import carry_out

_WAITS = "We have told the person who approves it. The register keeps the current account until then."


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Say where the account is; what waits for approval is shown beside what holds."""
    found = channel_or_404(request, channel, queries.with_address)
    form = AddressForm(request.POST or None, initial={"url": found.url})
    if request.method == "POST" and (done := carry_out(form, acting.set_address, by=request.user, channel=found)):
        messages.success(request, _WAITS if done.answer else "Saved.")
        return redirect("channels:channel", channel=found.pk)
    context = {"channel": found, "form": form, "change": queries.open_address(found)}
    return render(request, "channels/address.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_address(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Both accounts, the one there is and the one there is to be, and the decision."""
    found = channel_or_404(request, channel, queries.with_address)
    change = queries.open_address(found)
    if change is None:
        # An old notice leads here after the decision.
        return redirect("channels:channel", channel=found.pk)
    deciding = queries.deciding_address(change, timezone.localdate())
    if request.user.person_id not in {person.pk for person in deciding}:
        raise Http404
    form = AddressDecisionForm(request.POST or None)
    act = partial(acting.decide_address, change=request.POST.get("change", ""))
    context = {"change": change, "template": "channels/decide_address.html"}
    return on_channel(
        request, found, form, act, done="Decided. We have told the person who asked.", to="channels:channel", **context
    )
