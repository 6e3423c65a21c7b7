"""The files of a case: the clean copy for its readers, and the original for a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.concerns.casework.actions import originals
from lanyard.concerns.casework.forms.case import ReasonForm
from lanyard.concerns.casework.queries.case import files_of, originals_of
from lanyard.concerns.casework.views.common import concern_or_404, one_of
from lanyard.records import attachments
from lanyard.records.keyring import CannotDecrypt
from lanyard.ui.form_actions import carry_out


@never_cache
@require_GET
def file(request: HttpRequest, concern: UUID, attachment: UUID) -> HttpResponse:
    """A file of the concern as a download, never shown within a page; the look is on record."""
    found = concern_or_404(request, concern)
    kept = one_of(files_of(found.pk), attachment)
    try:
        return attachments.response(kept, by=request.user, subject="concern-file")
    except (attachments.FileLost, CannotDecrypt) as problem:
        messages.error(request, str(problem))
        return redirect("concerns:case", concern=found.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def original(request: HttpRequest, concern: UUID, attachment: UUID) -> HttpResponse:
    """The file as the reporter sent it, with all that it tells about them: for a reason, which stays in the case."""
    found = concern_or_404(request, concern)
    kept = one_of(originals_of(found.pk), attachment)
    form = ReasonForm(
        request.POST or None, initial={"version": found.version}, label="Why do you need the original?",
        hint="For example, the police asked for it.",
    )  # fmt: skip
    if request.method == "POST":
        try:
            if done := carry_out(form, originals.open_original, by=request.user, concern=found, original=kept):
                return attachments.download(kept, done.answer)
        except (attachments.FileLost, CannotDecrypt) as problem:
            form.add_error(None, str(problem))
    return render(request, "concerns/casework/originals.html", {"concern": found, "form": form, "file": kept})
