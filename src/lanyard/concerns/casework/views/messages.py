"""Coming back to what one reported: with the code, or signed in; and what the school writes to a reporter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.forms.messages import AnswerForm
from lanyard.concerns.casework.views.common import back_to, concern_or_404, with_clocks
from lanyard.concerns.core import receipts
from lanyard.concerns.core.queries.running_clocks import running_in_words
from lanyard.concerns.intake.actions.messages import answer_reporter
from lanyard.ui.form_actions import carry_out_as


@never_cache
@require_http_methods(["GET", "POST"])
def answer_form(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Write to the reporter of a concern."""
    found = concern_or_404(request, concern)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = running_in_words(found)
        given = {"text": form.cleaned_data["text"], "form": receipts.form_in(form.cleaned_data["form"]) or ""}
        if carry_out_as(form, lambda: answer_reporter(by=request.user, concern=found, **given)):
            messages.success(request, with_clocks("Your message has been sent.", before, found))
            return back_to(request, found.pk)
    context = {"concern": found, "form": form, "token": receipts.new_form()}
    return render(request, "concerns/casework/messages.html", context)
