"""Signs out a page that was left alone."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse


class IdleTimeOut:
    """Ends a sign-in after `IDLE_MINUTES` minutes without a request."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            last = request.session.get("last_request", now)
            if now - last > settings.IDLE_MINUTES * 60:
                logout(request)
            elif now - last >= 60 or "last_request" not in request.session:
                # Written at most once a minute, so that reading pages doesn't write to the database each time.
                request.session["last_request"] = now
        return self.get_response(request)
