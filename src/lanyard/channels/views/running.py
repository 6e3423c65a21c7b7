"""Running a channel: live, paused, closed; its address, its protection, who was told, who runs it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.channels.actions import conditions, running, telling
from lanyard.channels.actions import operators as operating
from lanyard.channels.forms import OperatorForm, ProtectionForm, ToldForm
from lanyard.channels.models import Channel
from lanyard.channels.queries import conditions_asked_of
from lanyard.channels.queries.authority import of_channel, of_person
from lanyard.channels.undo import MEET, PAUSE
from lanyard.channels.views.common import channel_or_404, on_channel
from lanyard.people.models import current
from lanyard.records import undo
from lanyard.ui.form_actions import press

_WAYS = {"end": operating.end_operator, "suspend": operating.suspend, "restore": operating.restore}


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The channels that this person runs, whether they may post, and what is missing."""
    return render(request, "channels/mine.html", {"rows": of_person(request.user.person, timezone.localdate())})


@require_POST
def move(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Put it live, pause it or close it: a button on its page."""
    found = channel_or_404(request, channel)
    wanted = next((one for one in running.MOVES if one.step == request.POST.get("step")), None)
    if wanted and wanted.step == "pause":
        if done := press(request, wanted.act, channel=found):
            undo.say(request, PAUSE, done.answer, wanted.done)
    elif wanted:
        press(request, wanted.act, wanted.done, channel=found)
    return redirect("channels:channel", channel=found.pk)


@require_POST
def meet(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Say that a condition is met: a button on the channel's page."""
    found = channel_or_404(request, channel)
    run_by = found.operators.filter(current(timezone.localdate()))
    if not conditions.may_meet(request.user, found, run_by):
        raise Http404
    row = get_object_or_404(conditions_asked_of(found), pk=_uuid(request.POST.get("condition", "")))
    if done := press(request, conditions.meet, channel=found, condition=row):
        undo.say(request, MEET, done.answer, "Marked as met.")
    return redirect("channels:channel", channel=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Record how it is protected."""
    found = channel_or_404(request, channel)
    form = ProtectionForm(request.POST or None)
    says = "Your name and today’s date are saved with your answers."
    context = {"title": "Check its security", "says": says, "to": "channels:channel"}
    return on_channel(request, found, form, running.check_protection, done="Recorded.", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Record who was told another way."""
    found = channel_or_404(request, channel)
    form = ToldForm(request.POST or None)
    title = "Who was told"
    return on_channel(request, found, form, telling.record_told, done="Recorded.", to="channels:channel", title=title)


@require_http_methods(["GET", "HEAD", "POST"])
def operators(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Who runs the channel: name somebody, suspend them, end it."""
    found = channel_or_404(request, channel)
    today = timezone.localdate()
    if way := _WAYS.get(request.POST.get("way", "")):
        return _press(request, found, way)
    form = OperatorForm(request.POST or None, place=found.place, on=today)
    context = {"rows": of_channel(found, today), "template": "channels/operators.html"}
    return on_channel(request, found, form, operating.add_operator, done="Named.", to="channels:operators", **context)


def _press(request: HttpRequest, found: Channel, way) -> HttpResponse:
    row = get_object_or_404(found.operators.filter(end__isnull=True), pk=_uuid(request.POST.get("operator", "")))
    press(request, way, "Done.", channel=found, operator=row)
    return redirect("channels:operators", channel=found.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
