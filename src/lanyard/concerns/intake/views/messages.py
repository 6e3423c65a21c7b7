"""Coming back to what one reported: with the code, or signed in; and what the school writes to a reporter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.concerns.core import receipts
from lanyard.concerns.core.models import Concern
from lanyard.concerns.intake import code_pass, code_tries, proof_of_work
from lanyard.concerns.intake.actions.messages import write_back
from lanyard.concerns.intake.forms.messages import CodeForm, WriteForm
from lanyard.concerns.intake.queries import receipt as told
from lanyard.concerns.intake.steps import OPEN_TOO_LONG
from lanyard.kernel.languages import is_changed, translated, translated_for_families
from lanyard.ui.forms import Form

NO_SUCH_CODE = _("There is no report with this code. Check each letter and number, then try again.")
PASSED = _("Half an hour has passed. Copy what you wrote below, then enter your code again.")
ON_A_PAGE = 50


@translated
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """The code, then what the school wrote; the code is never in an address, and the page is kept nowhere."""
    if "pass" in request.POST:
        return _with_pass(request)
    if is_changed(request):
        return _code_page(request, CodeForm(initial=request.POST.dict()))
    form, note = CodeForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            if concern := _tried(request, form.cleaned_data["code"]):
                return _conversation(request, concern, WriteForm())
            form.add_error("code", NO_SUCH_CODE)
        except code_tries.LineIsLong:
            note = code_tries.note_for(form.cleaned_data["code"])
    return _code_page(request, form, note=note)


def _code_page(request: HttpRequest, form: Form, **more: Any) -> HttpResponse:
    context = {"form": form, "token": receipts.new_form(), "bits": proof_of_work.BITS, **more}
    return render(request, "concerns/intake/messages_code.html", context)


def _tried(request: HttpRequest, code: str) -> Concern | None:
    sent = {name: request.POST.get(name, "") for name in ("form", "note")}
    return code_tries.look_up(code, told.by_code, worked_out=request.POST.get("proof", ""), **sent)


@translated_for_families
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody signed in reported by name."""
    page = Paginator(told.reported_by(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "concerns/intake/messages_mine.html", {"page_obj": page})


@translated_for_families
@never_cache
@require_http_methods(["GET", "POST"])
def mine_one(request: HttpRequest, concern: UUID) -> HttpResponse:
    """One of them: the messages, and writing back. Nothing of the case."""
    found = told.reported_by(request.user).filter(pk=concern).first()
    if found is None:
        raise Http404
    form = WriteForm(request.POST or None)
    return _written(request, found, form, signed=True)


def _with_pass(request: HttpRequest) -> HttpResponse:
    """Writing back within half an hour of showing the code."""
    known = code_pass.concern_in(request.POST.get("pass", ""))
    concern = told.by_id(known) if known else None
    form = WriteForm(request.POST)
    if concern is None:
        return _code_page(request, CodeForm(), passed=PASSED, written=form["text"])
    return _written(request, concern, form)


def _written(request: HttpRequest, concern: Concern, form: Form, *, signed: bool = False) -> HttpResponse:
    """The conversation after what was written is kept; as it was where only the language was changed."""
    if is_changed(request):
        return _conversation(request, concern, WriteForm(initial=request.POST.dict()), signed=signed)
    done = request.method == "POST" and _write(concern, form)
    return _conversation(request, concern, WriteForm() if done else form, signed=signed, done=done)


def _write(concern: Concern, form: Form) -> bool:
    """Keep what was written, if it can be; what is wrong with it is on the form."""
    if not form.is_valid():
        return False
    once = receipts.form_in(form.cleaned_data["form"])
    if once is None:
        form.add_error(None, OPEN_TOO_LONG)
        return False
    given = form.cleaned_data
    write_back(concern=concern, text=given["text"], form=once, danger=given.get("danger", ""))
    return True


def _conversation(
    request: HttpRequest, concern: Concern, form: Form, *, signed: bool = False, done: bool = False
) -> HttpResponse:
    now, at_risk = timezone.now(), told.says_child_at_risk(concern)
    context = {
        "form": form,
        "token": receipts.new_form(),
        "pass": "" if signed else code_pass.new_pass(concern.pk),
        "signed": signed,
        "done": done,
        "school": concern.school,
        "standing": told.progress_of(concern, now),
        "messages_both_ways": told.conversation_of(concern),
        "is_child": concern.route == "child",
        "at_risk": at_risk,
        "outside": told.outside(concern.type, _audience(concern), timezone.localdate(now), child_at_risk=at_risk),
    }
    return render(request, "concerns/intake/messages.html", context)


def _audience(concern: Concern) -> str:
    return {"child": "children", "staff": "staff", "paper": "staff"}.get(concern.route, "parents")
