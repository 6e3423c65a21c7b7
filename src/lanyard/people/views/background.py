"""When each job of the background work ran last."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lanyard.kernel import schedule


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Every job, those that are late on top."""
    return render(request, "people/background_work.html", {"rows": schedule.rows(timezone.localtime())})
