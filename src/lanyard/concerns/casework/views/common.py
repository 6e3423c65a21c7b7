"""What the views of this room share: the concern that an address names, for those who may see it, and forms on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.queries.running_clocks import Told, running_in_words
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.records import undo
from lanyard.records.undo import Undoable
from lanyard.ui.form_actions import carry_out, press, version_of
from lanyard.ui.forms import Form
from lanyard.ui.templatetags.ui import due

# Most forms on a case look alike.
CASE_FORM = "concerns/casework/form.html"


def concern_or_404(request: HttpRequest, concern: UUID) -> Concern:
    """The concern, if this person may see it; otherwise it is not there, and takes as long to be not there."""
    found = visible_to(request.user).select_related("school", "trust", "report").filter(pk=concern).first()
    if found is None:
        raise Http404
    return found


def one_of(rows: Any, pk: UUID) -> Any:
    """One of the rows that belong to a concern, or a 404 like any other."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def on_case(
    request: HttpRequest,
    concern: Concern,
    form: Form,
    act: Callable[..., Any],
    *,
    template: str,
    done: str,
    undoable: Undoable | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form on a case; once it is sent and right, do it with what it says, and go back to the case.

    What is refused is said on the form, and nothing that was typed is lost.
    """
    if request.method == "POST" and form.is_valid():
        before = running_in_words(concern)
        if acted := carry_out(form, act, by=request.user, concern=concern):
            says = with_clocks(done, before, concern)
            if undoable:
                undo.say(request, undoable, acted.answer, says)
            else:
                messages.success(request, says)
            return back_to(request, concern.pk)
    return render(request, template, {"concern": concern, "form": form, **context})


def press_on_case(
    request: HttpRequest, concern: Concern, act: Callable[..., Any], *, done: str, **more: Any
) -> HttpResponse:
    """Do what a button on the page of a case stands for; what is refused is said on the page."""
    before = running_in_words(concern)
    if press(request, act, concern=concern, version=version_of(request), **more):
        messages.success(request, with_clocks(done, before, concern))
    return back_to(request, concern.pk)


def with_clocks(done: str, before: list[Told], concern: Concern) -> str:
    """What was done; and where a clock has stopped by it, which one, and which go on."""
    after = running_in_words(concern)
    running = {clock.code for clock in after}
    stopped = [f"“{clock.kind}”" for clock in before if clock.code not in running]
    going = [f"“{clock.kind}”, {due(clock.due_at).lower()}" for clock in after]
    if not stopped:
        return done
    said = "This clock has stopped:" if len(stopped) == 1 else "These clocks have stopped:"
    goes_on = "No other clock runs." if not going else f"Still running: {'; '.join(going)}."
    return f"{done} {said} {', '.join(stopped)}. {goes_on}"


def back_to(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The page of the concern, or the queue for somebody who doesn't see it any more."""
    if visible_to(request.user).filter(pk=concern).exists():
        return redirect("concerns:case", concern=concern)
    return redirect("concerns:queue")
