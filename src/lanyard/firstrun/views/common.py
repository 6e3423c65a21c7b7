"""What the pages of the first run share: which step they are, and that no step is taken before those before it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from lanyard.firstrun.queries import progress_of
from lanyard.firstrun.rules import STEPS

# Where each step begins.
PAGES = {step: f"firstrun:{step}" for step in STEPS}


def step(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Marks the pages of a step; until all before it is done, they lead to the first that is not."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            request.progress, request.step = progress_of(request.first_run), name
            if not request.progress.opens(name):
                return to(request.progress.next)
            return view(request, **kwargs)

        return page

    return mark


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of a step, with where it stands among them."""
    names = list(STEPS)
    steps = [
        {
            "title": title,
            "url": PAGES[key],
            "is_done": key in request.progress.done,
            "is_here": key == request.step,
            "opens": request.progress.opens(key),
        }
        for key, title in STEPS.items()
    ]
    shown = {
        "run": request.first_run,
        "steps": steps,
        "number": names.index(request.step) + 1,
        "title": STEPS[request.step],
    }
    return render(request, f"firstrun/{template}.html", {**shown, **context})


def to(step: str) -> HttpResponseRedirect:
    """Go to where a step begins."""
    return redirect(PAGES[step])


def onward(step: str) -> HttpResponseRedirect:
    """Go to the step after this one."""
    names = list(STEPS)
    return to(names[min(names.index(step) + 1, len(names) - 1)])
