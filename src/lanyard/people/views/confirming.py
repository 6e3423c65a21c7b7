"""What waits for a second person's word: roles, covers, and new addresses to sign in with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.actions import addresses
from lanyard.people.models import AddressChange, RoleProposal
from lanyard.people.power_models import ChangeState, ProposalState
from lanyard.people.queries import confirming, power
from lanyard.ui.form_actions import press


@require_GET
def to_confirm(request: HttpRequest) -> HttpResponse:
    """All that waits where this person may see it."""
    today = timezone.localdate()
    context = {
        "proposals": confirming.proposals_seen_by(request.user, today),
        "changes": confirming.changes_seen_by(request.user, today),
    }
    return render(request, "people/to_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """One proposal: who, for what, whom it waits for. Refusing it and taking it back are done here."""
    found, today = _proposal(request, proposal), timezone.localdate()
    if request.method == "POST":
        act = actions.withdraw if "withdraw" in request.POST else actions.refuse
        done = "The proposal has been withdrawn." if "withdraw" in request.POST else "The proposal has been refused."
        return _done(request, act, done, "people:proposal", proposal=found, on=today)
    may_confirm = power.confirmers(found, today) if found.state == ProposalState.PENDING else []
    me = request.user.person_id
    context = {
        "proposal": found,
        "place": power.place_of(found),
        "waits": power.waits_for(may_confirm),
        "may_confirm": me in {person.pk for _, person in may_confirm},
        "may_refuse": me in {person.pk for _, person in may_confirm} | {found.person_id},
        "may_withdraw": me == found.proposed_by_id,
    }
    return render(request, "people/proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Let the role begin."""
    found = _proposal(request, proposal)
    if request.method != "POST":
        return redirect("people:proposal", found.pk)
    return _done(
        request,
        actions.confirm,
        "Confirmed. It starts on its first day.",
        "people:proposal",
        proposal=found,
        on=timezone.localdate(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def address_change(request: HttpRequest, change: UUID) -> HttpResponse:
    """One new address: whose, from when. Stopping it is done here."""
    found, today, now = _change(request, change), timezone.localdate(), timezone.now()
    if request.method == "POST":
        done = "The change has been stopped. The address has not changed."
        return _done(
            request, addresses.stop_address, done, "people:address-change", change=found, by=request.user, now=now
        )
    may_confirm = power.confirmers_of(found, today) if found.state == ChangeState.PENDING else []
    context = {
        "change": found,
        "waits": power.waits_for(may_confirm),
        "may_confirm": request.user.person_id in {person.pk for _, person in may_confirm},
    }
    return render(request, "people/address_change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, change: UUID) -> HttpResponse:
    """Let the new address count at once."""
    found = _change(request, change)
    if request.method != "POST":
        return redirect("people:address-change", found.pk)
    return _done(
        request,
        addresses.confirm_address,
        "The new address is now in use.",
        "people:address-change",
        change=found,
        now=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stop_address(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the email to the old address opens, signed in or not. Opening it changes nothing."""
    found = addresses.change_of(token)
    if found is None:
        raise Http404
    if request.method == "POST" and found.state == ChangeState.PENDING:
        # It may be decided in this very moment: then the page says how.
        with suppress(Refused):
            addresses.stop_address(change=found, by=None, now=timezone.now())
        found.refresh_from_db()
    return render(request, "people/stop_address.html", {"change": found})


def _proposal(request: HttpRequest, pk: UUID) -> RoleProposal:
    found = confirming.proposal_seen_by(request.user, pk, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _change(request: HttpRequest, pk: UUID) -> AddressChange:
    found = confirming.change_seen_by(request.user, pk, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, act: Callable[..., Any], says: str, route: str, **what: Any) -> HttpResponse:
    """Do it, and say so, or why not, on the page it is about."""
    press(request, act, says, **what)
    return redirect(route, (what.get("proposal") or what["change"]).pk)
