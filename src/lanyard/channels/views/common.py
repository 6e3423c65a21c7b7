"""What the views of this room share: the channel that an address names, for those who may see it, and its forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lanyard.channels import queries
from lanyard.channels.models import Channel
from lanyard.ui.form_actions import carry_out
from lanyard.ui.forms import Form


def channel_or_404(request: HttpRequest, channel: UUID, *more: Callable[[QuerySet[Channel]], QuerySet]) -> Channel:
    """The channel, if this person may see it, with `more` of it that the page shows."""
    rows = queries.visible_to(request.user)
    for add in more:
        rows = add(rows)
    return get_object_or_404(rows, pk=channel)


def on_channel(
    request: HttpRequest, channel: Channel, form: Form, act: Callable[..., Any], *, done: str, to: str, **context: Any
) -> HttpResponse:
    """Show a form on a channel; once it is sent and right, do it, and go back. What is refused is said on the form."""
    if request.method == "POST" and carry_out(form, act, by=request.user, channel=channel):
        messages.success(request, done)
        return redirect(to, channel=channel.pk)
    return render(request, context.pop("template", "channels/form.html"), {"channel": channel, "form": form, **context})
