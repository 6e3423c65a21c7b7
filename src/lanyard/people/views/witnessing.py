"""Setting up a first second step with a leader beside one, and being that leader."""

from __future__ import annotations

import functools
import hmac
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.people import actions
from lanyard.people.actions import witnessing
from lanyard.people.addresses import address
from lanyard.people.models import WitnessedStep
from lanyard.people.power_forms import CodeForm, ResetForm
from lanyard.people.queries import power
from lanyard.people.signin import CODE_EMAIL, AccountAdapter
from lanyard.ui.form_actions import carry_out, posted, press

# In the session: the digest of the code that went out by email with its time and tries, when it was given, which step.
_SENT, _GIVEN, _STEP = "first_step_sent", "first_step_given", "first_step"
_EMAIL_COUNTS = 10 * 60
_MOST_TRIES = 5


@require_http_methods(["GET", "HEAD", "POST"])
def first_step(request: HttpRequest) -> HttpResponse:
    """A fresh code from one's own mail, then the code that a leader reads out."""
    person, today = request.user.person, timezone.localdate()
    if not power.needs_witness(person, today):
        return redirect("people:second-step")
    if not _mail_is_fresh(request):
        return _by_mail(request)
    step = _step(request)
    if step and step.used_at:
        return redirect("people:second-step")
    if request.method == "POST" and "ask" in request.POST:
        request.session[_STEP] = str(actions.ask_witness(by=request.user, now=timezone.now()).pk)
        return redirect("people:first-step")
    form = CodeForm(posted(request))
    if step and carry_out(form, actions.give_code, step=step, by=request.user, now=timezone.now()):
        messages.success(request, "Thank you. Now set up your second step, within half an hour.")
        return redirect("people:second-step")
    context = {"form": form, "step": step, "witnesses": power.witnesses(person, today)}
    return render(request, "people/signin/first_step.html", context)


def _by_mail(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "send" in request.POST:
        code = "".join(secrets.choice("0123456789") for _ in range(6))
        request.session[_SENT] = {"digest": _digest(request, code), "at": time.time(), "tries": 0}
        AccountAdapter(request).queue_email(CODE_EMAIL, request.user.person.email, {"code": code})
        return redirect("people:first-step")
    kept = request.session.get(_SENT)
    form = CodeForm(posted(request))
    if kept and form.is_valid():
        if _is_right(request, kept, form.cleaned_data["code"]):
            request.session[_GIVEN] = time.time()
            del request.session[_SENT]
            return redirect("people:first-step")
        form.add_error("code", "This code is not in the newest email, or it has expired. Ask for another one.")
    return render(request, "people/signin/first_step_mail.html", {"form": form, "sent": kept})


def _is_right(request: HttpRequest, kept: dict, code: str) -> bool:
    if kept["tries"] >= _MOST_TRIES or time.time() - kept["at"] > _EMAIL_COUNTS:
        return False
    request.session[_SENT] = {**kept, "tries": kept["tries"] + 1}
    return hmac.compare_digest(kept["digest"], _digest(request, "".join(code.split())))


def _digest(request: HttpRequest, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{request.user.pk}:{code}".encode(), sha256).hexdigest()


def _mail_is_fresh(request: HttpRequest) -> bool:
    given = request.session.get(_GIVEN)
    return given is not None and time.time() - given <= witnessing.ASKED_FOR.total_seconds()


def _step(request: HttpRequest) -> WitnessedStep | None:
    """The step of this very sign-in: a code given elsewhere opens nothing here."""
    wanted = request.session.get(_STEP)
    oldest = timezone.now() - witnessing.ASKED_FOR
    found = power.own_step(wanted, request.user.person_id, oldest)
    if found and found.used_at and timezone.now() - found.used_at > witnessing.TO_SET_UP:
        return None
    return found


def may_set_up(request: HttpRequest) -> bool:
    """Whether this sign-in may set up a second step now: it is not the first of a reader, or was witnessed."""
    has_one = getattr(request.user, "has_second_step", None)
    if not power.needs_witness(request.user.person, timezone.localdate(), has_one=has_one):
        return True
    step = _step(request)
    return bool(step and step.used_at and not step.done_at and _mail_is_fresh(request))


def witnessed(view: Callable) -> Callable:
    """The page that sets up an app or a passkey, behind the witness where one is needed."""

    @functools.wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not may_set_up(request):
            return redirect("people:first-step")
        return view(request, *args, **kwargs)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
def witness(request: HttpRequest, step: UUID) -> HttpResponse:
    """For the leader: who sets theirs up, and the code to read out."""
    found = get_object_or_404(power.steps(), pk=step)
    may = {one.pk for _, one in power.witnesses(found.person, timezone.localdate())}
    if request.user.person_id not in may:
        raise Http404
    code = ""
    if request.method == "POST":
        done = press(request, actions.show_code, step=found, now=timezone.now())
        if done is None:
            return redirect("people:witness", found.pk)
        code = done.answer
    old = found.used_at or found.asked_at < timezone.now() - timedelta(hours=12)
    context = {"step": found, "code": f"{code[:4]} {code[4:]}".strip(), "over": old}
    return render(request, "people/witness.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, **place: str) -> HttpResponse:
    """Take away somebody's second step because it is lost."""
    form = ResetForm(posted(request), place=request.place, on=timezone.localdate())
    if carry_out(form, actions.reset_second_step, place=request.place, by=request.user, now=timezone.now()):
        messages.success(
            request, "The second step has been reset. They sign in again and set up a new one with a witness."
        )
        return redirect(address(request.place, "roles"))
    return render(request, "people/reset_second_step.html", {"form": form})
