"""How much a request may bring: refused by what it says of its length, before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# Ten files of five megabytes, and what is written beside them.
LARGEST_BODY = 52 * 1024 * 1024


class NoMoreThanThat:
    """Answers 413 to what says that it is larger. The server reads no more than it says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > LARGEST_BODY:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)
