"""What a person owes, signing it, and their own record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.training import actions, queries, shown, wording
from lanyard.training.forms import SignForm
from lanyard.training.models import Document
from lanyard.training.queries import SignOffStatus
from lanyard.training.queries.trained import own_training
from lanyard.training.views.scans import download


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the person owes, what they have signed, and whom they manage."""
    on = timezone.localdate()
    standings = queries.standings_of(request.user.person, on)
    context = {
        "waiting": [row for row in standings if row.is_open],
        "exempt": [row for row in standings if row.state == "exempt"],
        "signed": queries.visible_to(request.user),
        "trained": own_training(request.user, on),
        "manages": queries.manages_anybody(request.user.person, on),
    }
    return render(request, "training/mine.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, document: UUID) -> HttpResponse:
    """The text and the form to sign it, on one page."""
    row = get_object_or_404(Document, pk=document, trust=request.user.person.trust_id)
    on = timezone.localdate()
    standing = queries.sign_off_status_of(request.user.person, row, on)
    if standing is None:
        return _not_asked(request, row)
    done = queries.signature_of(request.user.person, standing.edition, on)
    if done:
        return redirect("training:signed", sign_off=done.pk)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.sign(
                by=request.user,
                document=row,
                edition_id=data["edition"],
                typed_name=data["typed_name"],
                note=data["note"],
            )
            return redirect("training:signed", sign_off=made.pk)
        except ValidationError as problem:
            form.add_error(None, problem)
    return _text_to_sign(request, standing, form)


def _not_asked(request: HttpRequest, document: Document) -> HttpResponse:
    """Where an old link leads: to what one signed, or to what one is asked for now."""
    signed_once = queries.visible_to(request.user).filter(edition__document=document).first()
    if signed_once:
        return redirect("training:signed", sign_off=signed_once.pk)
    if document.withdrawn_from is None:
        raise Http404
    messages.info(request, "Nobody is asked to sign that document any more.")
    return redirect("training:mine")


def _text_to_sign(request: HttpRequest, standing: SignOffStatus, form: SignForm) -> HttpResponse:
    """The page with a fresh note that the text was shown now; what was typed stays."""
    note = shown.note(standing.edition, standing.person.pk, timezone.now())
    fresh = {"edition": str(standing.edition.pk), "note": note}
    context = {
        "standing": standing,
        "form": form,
        "fresh": fresh,
        "wording": wording.html(standing.edition.text, title=standing.document.title),
        "original": queries.original_of(standing.edition),
    }
    return render(request, "training/sign.html", context)


@require_GET
def signed(request: HttpRequest, sign_off: UUID) -> HttpResponse:
    """The receipt: one's own signature with the exact wording."""
    row = get_object_or_404(queries.visible_to(request.user), pk=sign_off)
    context = {
        "signed": row,
        "wording": wording.html(row.edition.text, title=row.edition.document.title),
        "scan": queries.own_scan(row),
        "original": queries.original_of(row.edition),
    }
    return render(request, "training/signed.html", context)


@require_GET
def original(request: HttpRequest, document: UUID, edition: UUID) -> HttpResponse:
    """The file that a wording was read from, for whoever is asked to sign it or has signed it."""
    row = get_object_or_404(Document, pk=document, trust=request.user.person.trust_id)
    kept = queries.original_for(request.user.person, row, edition, timezone.localdate())
    if kept is None:
        raise Http404
    return download(request, kept, back=reverse("training:mine"))


@require_GET
def scan(request: HttpRequest, sign_off: UUID) -> HttpResponse:
    """The scan of one's own signature on paper, if it shows nobody else's."""
    row = get_object_or_404(queries.visible_to(request.user), pk=sign_off)
    kept = queries.own_scan(row)
    if kept is None:
        raise Http404
    return download(request, kept, back=reverse("training:signed", kwargs={"sign_off": row.pk}))


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """What the people whom this person manages still have to sign."""
    on = timezone.localdate()
    if not queries.manages_anybody(request.user.person, on):
        raise Http404
    return render(request, "training/team.html", {"rows": queries.team_of(request.user.person, on)})
