"""A trust's own documents: adding one, looking at it, publishing it, changing whom it is for, taking it out of use."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.training import actions, queries, wording
from lanyard.training.document_forms import TYPED, AddForm, DetailsForm, PublishForm, WordingForm, details_of
from lanyard.training.models import Document, Draft
from lanyard.training.views.scans import download


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, trust: str) -> HttpResponse:
    """Add a document of the trust's own; it is looked at before anybody is asked for it."""
    form = AddForm(request.POST or None, request.FILES or None, trust=request.place)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_document(
                by=request.user,
                trust=request.place,
                title=form.cleaned_data["title"],
                details=form.details,
                wording=form.wording,
            )
            return redirect("training:draft", trust=trust, document=made.pk)
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "training/add.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """Change whom a document is for, and when it is signed."""
    row = _own(request, document)
    form = DetailsForm(request.POST or None, trust=request.place, initial=details_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_document(by=request.user, document=row, details=form.details)
            messages.success(request, "Changed. People who are newly included are asked from today.")
            return redirect("training:editions", trust=trust, document=document)
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "training/change.html", {"document": row, "form": form})


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """Write the wording that comes next, or bring it in as a file."""
    row = _in_use(request, document)
    latest = queries.draft_of(row) or row.editions.first()
    initial = {"source": TYPED, "text": latest.text if latest else ""}
    form = WordingForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_draft(by=request.user, document=row, wording=form.wording)
            return redirect("training:draft", trust=trust, document=document)
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "training/write.html", {"document": row, "form": form})


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """Look at a wording as signers will see it; publish it, or give it up."""
    row = _in_use(request, document)
    found = get_object_or_404(Draft, document=row)
    is_first = not row.editions.exists()
    gives_up = "give_up" in request.POST
    filled_in = None if gives_up else request.POST or None
    form = PublishForm(filled_in, initial={"in_force_from": timezone.localdate()}, is_first=is_first)
    if gives_up:
        actions.give_up_draft(by=request.user, draft=found)
        messages.success(request, "The draft has been discarded. Nobody had been asked to sign it.")
        gone = is_first and row.is_own
        return redirect("training:documents", trust) if gone else redirect("training:editions", trust, document)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_draft(by=request.user, draft=found, **{"is_major": True, **form.cleaned_data})
            messages.success(request, f"Edition {made.number} has been published.")
            return redirect("training:editions", trust=trust, document=document)
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {
        "document": row,
        "draft": found,
        "form": form,
        "audience": queries.audience_says(row),
        "original": queries.original_of(found),
        "wording": wording.html(found.text, title=row.title),
    }
    return render(request, "training/draft.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """Ask nobody for a document of the trust's own any more."""
    row = _own(request, document)
    if request.method == "POST":
        actions.withdraw_document(by=request.user, document=row)
        messages.success(request, "Withdrawn. Nobody is asked to sign it any more; signatures are kept.")
        return redirect("training:editions", trust=trust, document=document)
    return render(request, "training/withdraw.html", {"document": row})


@require_GET
def draft_file(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """The file that a draft was read from."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    found = get_object_or_404(Draft, document=row)
    back = reverse("training:draft", kwargs={"trust": trust, "document": document})
    kept = queries.original_of(found)
    if kept is None:
        raise Http404
    return download(request, kept, back=back)


@require_GET
def edition_file(request: HttpRequest, trust: str, document: UUID, edition: UUID) -> HttpResponse:
    """The file that the wording of an edition was read from."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    kept = queries.original_of(get_object_or_404(row.editions, pk=edition))
    if kept is None:
        raise Http404
    back = reverse("training:edition", kwargs={"trust": trust, "document": document, "edition": edition})
    return download(request, kept, back=back)


def _own(request: HttpRequest, document: UUID) -> Document:
    """A document of the trust's own that is still in use; what came with Lanyard keeps its audience."""
    return get_object_or_404(queries.documents_of(request.place), pk=document, is_own=True, withdrawn_from__isnull=True)


def _in_use(request: HttpRequest, document: UUID) -> Document:
    return get_object_or_404(queries.documents_of(request.place), pk=document, withdrawn_from__isnull=True)
