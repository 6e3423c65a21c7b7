"""Opening the printed address, and coming back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.firstrun.actions.opening import open_address as action
from lanyard.firstrun.queries import SESSION, digest_of, progress_of, run_with_key
from lanyard.firstrun.rules import STEPS
from lanyard.firstrun.views.common import to


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_address(request: HttpRequest, key: str) -> HttpResponse:
    """What is ahead, and a button: a program that only looks at links begins nothing.

    The secret goes no further than this page: what shows that it was opened is in the session.
    """
    run = run_with_key(key, timezone.now())
    if run is None:
        raise Http404
    if request.method != "POST":
        return render(request, "firstrun/open.html", {"steps": STEPS.values(), "has_begun": run.trust is not None})
    if action(key=key, now=timezone.now()) is None:
        raise Http404
    request.session.cycle_key()
    request.session[SESSION] = digest_of(key)
    return redirect("firstrun:go-on")


@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """Where it was left."""
    return to(progress_of(request.first_run).next)
