"""Taking in the file of a case that another school sent: upload, look, take in, receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.core.choices import Route
from lanyard.concerns.core.forms.plain import STRUCK
from lanyard.concerns.handover import staged_files
from lanyard.concerns.handover.actions.importing import look_at, take_in
from lanyard.concerns.handover.casefile import Unreadable
from lanyard.concerns.handover.casefile.reading import CaseFile
from lanyard.concerns.handover.forms.importing import TakeInForm, UploadForm
from lanyard.concerns.intake.forms.asking import said_of, sentence_of
from lanyard.concerns.intake.queries.asking import Asking, values_in
from lanyard.kernel.refusals import Refused

GONE = "We no longer have the file you uploaded. Choose it again."


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
            token = staged_files.stage(sent, **_whose(request), password=password, now=timezone.now())
            return _look(request, found, TakeInForm(initial={"staged": token}, asking=_asking(request, found)))
    return render(request, "concerns/handover/importing.html", {"form": form})


@require_POST
def confirm(request: HttpRequest, school: str) -> HttpResponse:
    """Take in what was looked at, and show the receipt to send back."""
    form, fresh = TakeInForm(request.POST), UploadForm()
    try:
        token = request.POST.get("staged", "")
        sent, password = staged_files.staged(token, **_whose(request), now=timezone.now())
        found = look_at(sent, password, school=request.place, by=request.user)
        asking = _asking(request, found)
        asked = TakeInForm(request.POST, asking=asking)
        if not asked.is_valid() or asking.must_be_seen:
            return _look(request, found, asked)
        done = take_in(sent, password, school=request.place, by=request.user, struck=asking.struck)
        staged_files.forget(token, **_whose(request))
    except (Unreadable, Refused, staged_files.Gone) as problem:
        form.full_clean()
        form.add_error(None, str(problem) or GONE)
        return render(request, "concerns/handover/importing.html", {"form": fresh, "problem": form})
    return render(request, "concerns/handover/importing_receipt.html", {"done": done})


def _asking(request: HttpRequest, found: CaseFile) -> Asking:
    """Who will read the case here, as far as its type and answers chosen from a list say."""
    given = {key: str(value) for key, value in found.content["report"]["answers"].items()}
    boxes = {STRUCK: " ".join(values_in(request.POST.getlist(STRUCK))), "shown": request.POST.get("shown", "")}
    return Asking(request.place, found.content["case"]["type"], Route.TRANSFER, {**given, **boxes})


def _look(request: HttpRequest, found: CaseFile, form: TakeInForm) -> HttpResponse:
    asking = form.fields[STRUCK].asking
    step = {
        "asking": asking,
        "reads": sentence_of([said_of(one, asking.route) for one in asking.reads], is_chosen=True),
    }
    comes_again = form.is_bound and not form.errors
    context = {"found": found, "form": form, "step": step, "comes_again": comes_again}
    return render(request, "concerns/handover/importing_look.html", context)


def _whose(request: HttpRequest) -> dict[str, object]:
    return {"person": request.user.person_id, "school": request.place.pk}
