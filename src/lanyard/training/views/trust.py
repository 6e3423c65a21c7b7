"""What a trust sees: its documents, their editions, and publishing a new one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.training import actions, queries, wording
from lanyard.training.forms import EditionForm, PointsForm
from lanyard.training.queries.points import points_of, said


@require_GET
def documents(request: HttpRequest, trust: str) -> HttpResponse:
    """The documents that people of the trust sign, with the edition in force."""
    editions = {edition.document_id: edition for edition in queries.in_force(timezone.localdate())}
    found = queries.with_drafts(queries.documents_of(request.place))
    rows = [(document, editions.get(document.pk)) for document in found]
    return render(request, "training/documents.html", {"rows": rows})


@require_GET
def editions(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """All editions of a document."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    in_force = queries.edition_in_force(row, timezone.localdate())
    context = {
        "document": row,
        "in_force": in_force,
        "audience": queries.audience_says(row),
        "counts": queries.counts_of(row, timezone.localdate()),
        "draft": queries.draft_of(row),
    }
    return render(request, "training/editions.html", context)


@require_GET
def edition(request: HttpRequest, trust: str, document: UUID, edition: UUID) -> HttpResponse:
    """The exact wording of an edition."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    found = get_object_or_404(row.editions, pk=edition)
    answers, points = said([found])[found.pk], points_of(row)
    context = {
        "edition": found,
        "wording": wording.html(found.text, title=row.title),
        "original": queries.original_of(found),
        "points": [(says, answers.get(key)) for key, says in points.items()],
        "is_unread": any(key not in answers for key in points),
    }
    return render(request, "training/edition.html", context)


@require_http_methods(["GET", "POST"])
def confirm_points(request: HttpRequest, trust: str, document: UUID, edition: UUID) -> HttpResponse:
    """Say what the wording of an edition says, point by point."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    found = get_object_or_404(row.editions, pk=edition)
    points = points_of(row)
    if not points:
        raise Http404
    ticked = [key for key, is_said in said([found])[found.pk].items() if is_said]
    form = PointsForm(request.POST or None, points=points, initial={"points": ticked})
    if request.method == "POST" and form.is_valid():
        actions.confirm_points(by=request.user, edition=found, points=form.cleaned_data["points"])
        messages.success(request, "Your answers have been saved.")
        return redirect("training:edition", trust=trust, document=document, edition=edition)
    context = {"edition": found, "form": form, "wording": wording.html(found.text, title=row.title)}
    return render(request, "training/points.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, trust: str, document: UUID) -> HttpResponse:
    """Write a new edition, look at it, publish it."""
    row = get_object_or_404(queries.documents_of(request.place), pk=document)
    newest = row.editions.first()
    initial = {"text": newest.text if newest else "", "in_force_from": timezone.localdate()}
    form = EditionForm(request.POST or None, initial=initial, points=points_of(row))
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
