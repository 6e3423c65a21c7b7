"""Letting colleagues in: assign, hand over, ask for advice. Three pages, because they are three things."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.concerns.casework.actions import access
from lanyard.concerns.casework.forms.access import AnswerForm, ColleagueForm, ConsultForm, OfferForm
from lanyard.concerns.casework.queries.offers import offers_to
from lanyard.concerns.casework.views.common import concern_or_404, on_case, one_of, press_on_case
from lanyard.concerns.core.models import Transfer
from lanyard.ui.form_actions import press


@never_cache
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Choose who will deal with it from now on."""
    found = concern_or_404(request, concern)
    form = ColleagueForm(request.POST or None, initial={"version": found.version}, school=found.school)
    return on_case(
        request, found, form, access.assign, template="concerns/casework/access_assign.html", done="Assigned."
    )


@require_POST
def take(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Deal with it oneself."""
    found = concern_or_404(request, concern)
    return press_on_case(request, found, access.assign, done="You are now dealing with it.", person=request.user.person)


@never_cache
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Ask somebody to take it over."""
    found = concern_or_404(request, concern)
    form = OfferForm(request.POST or None, initial={"version": found.version}, school=found.school)
    done = "Offer sent. It stays with you until they accept."
    return on_case(
        request, found, form, access.offer_transfer, template="concerns/casework/access_transfer.html", done=done
    )


@require_POST
def withdraw(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take an offer back."""
    found = concern_or_404(request, concern)
    return press_on_case(request, found, access.withdraw_offer, done="The offer has been withdrawn.")


@never_cache
@require_GET
def offer(request: HttpRequest, concern: UUID) -> HttpResponse:
    """What is on offer to this person: what it is about, and nothing of what is in it."""
    return _offer_page(request, _offer_or_404(request, concern), AnswerForm())


@require_POST
def accept(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take it over."""
    row = _offer_or_404(request, concern)
    if press(request, access.accept, "You are now dealing with it.", transfer=row):
        return redirect("concerns:case", concern=concern)
    return redirect("concerns:queue")


@require_POST
def decline(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Leave it with whoever offered it."""
    row = _offer_or_404(request, concern)
    form = AnswerForm(request.POST)
    if form.is_valid():
        done = "It stays with the person who offered it, and they have been told."
        press(request, access.decline, done, transfer=row, **form.cleaned_data)
        return redirect("concerns:queue")
    return _offer_page(request, row, form)


@never_cache
@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Let one more colleague read it, for one purpose, until a day."""
    found = concern_or_404(request, concern)
    form = ConsultForm(request.POST or None, initial={"version": found.version}, school=found.school)
    done = "They can now read it and have been told."
    return on_case(request, found, form, access.consult, template="concerns/casework/access_consult.html", done=done)


@require_POST
def end_consult(request: HttpRequest, concern: UUID, reader: UUID) -> HttpResponse:
    """Somebody who was asked for advice reads no longer."""
    found = concern_or_404(request, concern)
    row = one_of(found.readers.select_related("person"), reader)
    return press_on_case(request, found, access.end_consult, done="They can no longer read it.", reader=row)


def _offer_or_404(request: HttpRequest, concern: UUID) -> Transfer:
    row = offers_to(request.user).filter(concern=concern).first()
    if row is None:
        raise Http404
    return row


def _offer_page(request: HttpRequest, row: Transfer, form: AnswerForm) -> HttpResponse:
    return render(request, "concerns/casework/access_offer.html", {"offer": row, "form": form})
