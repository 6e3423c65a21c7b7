"""Doing what a form or a button asks. A refusal is said where the person is looking, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict

from lanyard.kernel.refusals import Refused, Stale


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, even if that is nothing; None while the page is only read."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Done:
    """That an action was carried out, with what it returned."""

    answer: Any


def carry_out(form: forms.Form, act: Callable[..., Any], /, **more: Any) -> Done | None:
    """Call the action with what was filled in and `more`, if the form is valid; None when nothing was done."""
    if not form.is_valid():
        return None
    return carry_out_as(form, lambda: act(**form.cleaned_data, **more))


def carry_out_as(form: forms.Form, act: Callable[[], Any], /) -> Done | None:
    """The same for a valid form whose action takes something other than its fields."""
    try:
        return Done(act())
    except Refused as problem:
        say_refusal(form, problem)
        return None


def press(request: HttpRequest, act: Callable[..., Any], done: str = "", /, **more: Any) -> Done | None:
    """Do what a button stands for, and say on the next page what came of it; None when it was refused."""
    return press_as(request, lambda: act(by=request.user, **more), done)


def press_as(request: HttpRequest, act: Callable[[], Any], done: str = "", /) -> Done | None:
    """The same for an action that is not done in the name of whoever is signed in."""
    try:
        answer = Done(act())
    except Refused as problem:
        messages.error(request, str(problem))
        return None
    if done:
        messages.success(request, done)
    return answer


def say_refusal(form: forms.Form, problem: Refused) -> None:
    """Put it on the form, beside the field it is about. Sent again, the form is about what is there now."""
    field = problem.field if problem.field in form.fields else None
    for sentence in getattr(problem, "sentences", [str(problem)]):
        form.add_error(field, sentence)
    if isinstance(problem, Stale) and problem.version is not None and "version" in form.fields:
        form.data = form.data.copy()
        form.data["version"] = problem.version


def version_of(request: HttpRequest) -> int:
    """The version that the page with the button showed; 0, which nothing has, where it sent none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
