"""Channels from their proposal to the decision."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.channels import queries
from lanyard.channels.actions import conditions, deciding, proposing, risks, running
from lanyard.channels.choices import State, Verdict
from lanyard.channels.forms import DecisionForm, ProposalForm
from lanyard.channels.queries import conditions_of, sealed
from lanyard.channels.queries.authority import how_many_may_post, of_channel
from lanyard.channels.queries.risks import risk_context
from lanyard.channels.rules import PROTECTION
from lanyard.channels.views.common import channel_or_404, on_channel
from lanyard.kernel import gate
from lanyard.ui.form_actions import carry_out_as
from lanyard.ui.tables import page_of

PER_PAGE = 25


@require_safe
def channels(request: HttpRequest, school: str = "") -> HttpResponse:
    """The channels that this person may open: all of them, or those that speak for one school."""
    today = timezone.localdate()
    found = queries.visible_to(request.user)
    if school:
        found = queries.speaking_for(request.place, found)
    page = page_of(request, found, PER_PAGE)
    posting = how_many_may_post(page, today)
    rows = [(row, queries.status_of(row, today, posting=posting[row.pk])) for row in page]
    decides = gate.may(request.user, "channels:decide")
    return render(request, "channels/channels.html", {"page_obj": page, "rows": rows, "decides": decides})


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """All that waits for this person's decision, across schools."""
    today = timezone.localdate()
    waits = queries.decisions_for(request.user)
    page = page_of(request, waits.channels, PER_PAGE)
    rows = [(row, queries.status_of(row, today)) for row in page]
    context = {"page_obj": page, "rows": rows, "addresses": waits.accounts}
    return render(request, "channels/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, **place: str) -> HttpResponse:
    """Propose a channel for a school or a trust."""
    form = ProposalForm(request.POST or None, place=request.place)
    if request.method == "POST" and form.is_valid():
        by, place = request.user, request.place
        if done := carry_out_as(form, lambda: proposing.propose(by=by, place=place, proposal=form.proposal())):
            messages.success(request, "Proposed. Now go through its risks.")
            return redirect("channels:risks", channel=done.answer.pk)
    return render(request, "channels/propose.html", {"form": form, "place": request.place})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Change one's own proposal."""
    found = channel_or_404(request, channel)
    if not proposing.may_change(found, request.user):
        raise Http404
    first = {name: getattr(found, name) for name in ProposalForm.base_fields} | {"platform": found.platform.key}
    form = ProposalForm(request.POST or None, place=found.place, initial=first)
    if request.method == "POST" and form.is_valid():
        by = request.user
        if carry_out_as(form, lambda: proposing.change_proposal(by=by, channel=found, proposal=form.proposal())):
            messages.success(request, "Changed. Its risk assessment must be agreed again before a decision.")
            return redirect("channels:channel", channel=found.pk)
    return render(request, "channels/propose.html", {"form": form, "place": found.place, "channel": found})


@require_safe
def channel(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Everything about one channel, and what may be done next."""
    found = channel_or_404(request, channel, queries.with_history)
    today = timezone.localdate()
    check = found.checks.first()
    operators = of_channel(found, today)
    runs = gate.may(request.user, "channels:run", found.place)
    change = queries.open_address(found)
    standing = queries.status_of(found, today, posting=sum(one.may_post for one in operators))
    in_use = found.state != State.CLOSED
    context = {
        "channel": found,
        "standing": standing,
        "address_change": change,
        "decides_address": change is not None
        and request.user.person_id in {person.pk for person in queries.deciding_address(change, today)},
        "check": check,
        "failing": [PROTECTION[key] for key in check.failing] if check else [],
        "operators": operators,
        "conditions": conditions_of(found),
        "today": today,
        "may_meet": in_use and conditions.may_meet(request.user, found, [one.operator for one in operators]),
        "may_change": proposing.may_change(found, request.user),
        "may_write": risks.may_write(request.user, found),
        "may_check": in_use and gate.may(request.user, "channels:check", found.place),
        "may_tell": gate.may(request.user, "channels:check", found.place),
        "may_run": runs and in_use,
        "may_see_log_in": sealed.sees(request.user, found, [one.operator for one in operators]),
        "moves": running.moves_for(found, standing) if runs else [],
    }
    return render(request, "channels/channel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, channel: UUID) -> HttpResponse:
    """Everything needed to decide on a channel, on one page."""
    found = channel_or_404(request, channel, queries.with_history, queries.with_risks)
    today = timezone.localdate()
    if request.user.person_id not in {person.pk for person in queries.deciding(found, today)}:
        raise Http404
    still_open = [row for row in conditions_of(found) if row.met_on is None]
    standing = queries.status_of(found, today)
    # What was sent is answered by the action, in its own words, and stays on the form.
    may = Verdict.values if request.method == "POST" else standing.verdicts
    form = DecisionForm(request.POST or None, initial=DecisionForm.initial_of(still_open), may=may)
    context = {
        "standing": standing,
        "may": may,
        **risk_context(found),
        "conditions": conditions_of(found),
        "today": today,
        "version": queries.version_of(found),
        "template": "channels/decide.html",
    }
    return on_channel(
        request,
        found,
        form,
        partial(deciding.decide, version=request.POST.get("version", "")),
        done="Decided. We have told the person who proposed it.",
        to="channels:channel",
        **context,
    )
