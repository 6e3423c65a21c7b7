"""Taking in the file of a case that another school sent: upload, look, take in, receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns import staging
from lanyard.concerns.actions.importing import look_at, take_in
from lanyard.concerns.casefile import Unreadable
from lanyard.concerns.forms.out import TakeInForm, UploadForm
from lanyard.concerns.rules.states import Refused

GONE = "What you uploaded is no longer here. Choose the file again."


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, school: str) -> HttpResponse:
    """Choose the file; what was checked is shown before anything is made."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent, password = form.cleaned_data["file"].read(), form.cleaned_data["password"]
        try:
            found = look_at(sent, password, school=request.place, by=request.user)
        except (Unreadable, Refused) as problem:
            form.add_error("file", str(problem))
        else:
            token = staging.stage(sent, **_whose(request), password=password, now=timezone.now())
            context = {"found": found, "take_in": TakeInForm(initial={"staged": token})}
            return render(request, "concerns/import_look.html", context)
    return render(request, "concerns/import.html", {"form": form})


@require_POST
def confirm(request: HttpRequest, school: str) -> HttpResponse:
    """Take in what was looked at, and show the receipt to send back."""
    form, fresh = TakeInForm(request.POST), UploadForm()
    try:
        token = request.POST.get("staged", "")
        sent, password = staging.staged(token, **_whose(request), now=timezone.now())
        done = take_in(sent, password, school=request.place, by=request.user)
        staging.forget(token, **_whose(request))
    except (Unreadable, Refused, staging.Gone) as problem:
        form.full_clean()
        form.add_error(None, str(problem) or GONE)
        return render(request, "concerns/import.html", {"form": fresh, "problem": form})
    return render(request, "concerns/import_receipt.html", {"done": done})


def _whose(request: HttpRequest) -> dict[str, object]:
    return {"person": request.user.person_id, "school": request.place.pk}
