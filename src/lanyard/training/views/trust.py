"""What a trust sees: its documents, their editions, and publishing a new one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.training import actions, queries, wording
from lanyard.training.forms import EditionForm


@require_GET
def documents(request: HttpRequest, trust: str) -> HttpResponse:
    """The documents that people of the trust sign, with the edition in force."""
    editions = {edition.document_id: edition for edition in queries.in_force(timezone.localdate())}
    rows = [(document, editions.get(document.pk)) for document in queries.documents_of(request.place)]
    return render(request, "training/documents.html", {"rows": rows})


@require_GET
def editions(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """All editions of a document."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    in_force = queries.edition_in_force(row, timezone.localdate())
    return render(request, "training/editions.html", {"document": row, "in_force": in_force})


@require_GET
def edition(request: HttpRequest, trust: str, document: UUID, edition: UUID) -> HttpResponse:
    """The exact wording of an edition."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    found = get_object_or_404(row.editions, pk=edition)
    return render(
        request, "training/edition.html", {"edition": found, "wording": wording.html(found.text, title=row.title)}
    )


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """Write a new edition, look at it, publish it."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    newest = row.editions.first()
    initial = {"text": newest.text if newest else "", "in_force_from": timezone.localdate()}
    form = EditionForm(request.POST or None, initial=initial)
    preview = None
    if request.method == "POST" and form.is_valid():
        if "publish" in request.POST:
            try:
                made = actions.publish_edition(by=request.user, document=row, **form.cleaned_data)
                messages.success(request, f"Edition {made.number} has been published.")
                return redirect("training:editions", trust=trust, document=document)
            except ValidationError as problem:
                form.add_error(None, problem)
        else:
            preview = wording.html(form.cleaned_data["text"], title=row.title)
    return render(request, "training/publish.html", {"document": row, "form": form, "preview": preview})
