"""What a school sees: counts, who still has to sign, paper signatures and exemptions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.assurance.queries import counts_only
from lanyard.kernel import gate
from lanyard.training import actions, queries
from lanyard.training.forms import ExemptForm, PaperForm, ShowForm
from lanyard.training.models import SignOff
from lanyard.training.queries import OPEN, SignOffStatus
from lanyard.training.queries.reminding import to_remind
from lanyard.training.rules import State
from lanyard.training.views.scans import download
from lanyard.ui.form_actions import press
from lanyard.ui.tables import page_of
from lanyard.ui.words import how_many

ON_A_PAGE = 50


@require_GET
def counts(request: HttpRequest, school: str) -> HttpResponse:
    """How many have signed each document at the school; no small counts for those who may not see them."""
    on = timezone.localdate()
    if counts_only(request.user, request.place):
        return render(request, "training/counts_only.html", {"rows": queries.counts_for_board(request.place, on)})
    names = gate.may(request.user, "training:read-sign-offs", request.place)
    rows = queries.counts_at(request.place, on)
    return render(request, "training/counts.html", {"rows": rows, "sees_names": names})


@require_GET
def people(request: HttpRequest, school: str, document: UUID) -> HttpResponse:
    """How everybody at the school stands with a document."""
    row = get_object_or_404(queries.documents_of(request.place.trust), pk=document)
    form = ShowForm(request.GET)
    show = form.cleaned_data["show"] if form.is_valid() else ""
    on = timezone.localdate()
    rows = queries.at_school(request.place, row, on)
    found = [each for each in rows if _is_shown(each, show)]
    page = page_of(request, found, ON_A_PAGE)
    page.object_list = queries.with_scans(page.object_list, request.place)
    context = {
        "document": row,
        "form": form,
        "page_obj": page,
        "exemptions": queries.exemptions_at(request.place, row, on),
        "to_remind": len(to_remind(rows, on)) if gate.may(request.user, "training:remind", request.place) else 0,
        "may_enter": gate.may(request.user, "training:enter-paper", request.place),
        "may_exempt": gate.may(request.user, "training:exempt", request.place),
    }
    return render(request, "training/people.html", context)


@require_POST
def remind(request: HttpRequest, school: str, document: UUID) -> HttpResponse:
    """Remind everybody here who has not signed, and say how many that were."""
    row = get_object_or_404(queries.documents_of(request.place.trust), pk=document)
    if done := press(request, actions.remind_all, document=row, school=request.place):
        messages.success(request, _reminded(done.answer))
    return redirect("training:at-school", school=school, document=document)


def _reminded(told: actions.Reminded) -> str:
    says = f"{how_many(told.people, 'person has', 'people have')} been reminded."
    if told.without_email:
        has = how_many(told.without_email, "of them has", "of them have")
        says += f" {has} no email address: ask on paper."
    return says


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, school: str, document: UUID, person: UUID) -> HttpResponse:
    """Enter a signature made on paper."""
    standing = _open_standing(request, document, person)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_paper_sign_off(
                by=request.user,
                person=standing.person,
                document=standing.document,
                school=request.place,
                **form.cleaned_data,
            )
            messages.success(request, "The signature has been entered.")
            return redirect("training:at-school", school=school, document=document)
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "training/paper.html", {"standing": standing, "form": form})


@require_GET
def scan(request: HttpRequest, school: str, document: UUID, sign_off: UUID) -> HttpResponse:
    """The scan of a signature on paper that this school keeps, as a download, with the look on record."""
    row = get_object_or_404(queries.documents_of(request.place.trust), pk=document)
    try:
        kept = queries.scan_at(request.place, row, sign_off)
    except SignOff.DoesNotExist:
        raise Http404 from None
    return download(request, kept, back=reverse("training:at-school", kwargs={"school": school, "document": document}))


@require_http_methods(["GET", "POST"])
def exempt(request: HttpRequest, school: str, document: UUID, person: UUID) -> HttpResponse:
    """Say that somebody need not sign."""
    standing = _open_standing(request, document, person)
    form = ExemptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.exempt(
                by=request.user,
                person=standing.person,
                document=standing.document,
                school=request.place,
                **form.cleaned_data,
            )
            messages.success(request, "The exemption has been recorded.")
            return redirect("training:at-school", school=school, document=document)
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "training/exempt.html", {"standing": standing, "form": form})


def _is_shown(row: SignOffStatus, show: str) -> bool:
    if show == "open":
        return row.state in OPEN
    return not show or row.state == State(show)


def _open_standing(request: HttpRequest, document: UUID, person: UUID) -> SignOffStatus:
    """The person's open standing with the document at this school; nothing else is there."""
    row = get_object_or_404(queries.documents_of(request.place.trust), pk=document)
    found = queries.at_school(request.place, row, timezone.localdate())
    standing = next((each for each in found if each.person.pk == person and each.is_open), None)
    if standing is None:
        raise Http404
    return standing
