"""Signs out a page that was left alone, and whoever may no longer be here."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from lanyard.records.audit import PlaceIds, record

LAST_REQUEST = "last_request"


class IdleTimeOut:
    """Ends a sign-in after `IDLE_MINUTES` minutes without a request, and at once when its account no longer opens."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if self._left_alone(request):
                return self._sign_out(request)
        elif SESSION_KEY in request.session:
            # The account was closed or its person left: what the session holds must not come back with it.
            request.session.flush()
        return self.get_response(request)

    def _left_alone(self, request: HttpRequest) -> bool:
        now = int(time.time())
        last = request.session.get(LAST_REQUEST)
        if last is not None and now - last > settings.IDLE_MINUTES * 60:
            return True
        # Written at most once a minute, so that reading pages doesn't write to the database each time.
        if last is None or now - last >= 60:
            request.session[LAST_REQUEST] = now
        return False

    def _sign_out(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            place = PlaceIds(request.user.person.trust_id, None)
            record("signin:time-out", by=request.user, about=request.user, place=place)
        request.timed_out = True
        logout(request)
        messages.info(
            request,
            f"You were signed out because the page was left alone for {settings.IDLE_MINUTES} minutes. "
            "Sign in to go on where you were.",
        )
        return redirect_to_login(_where_they_were(request))


def _where_they_were(request: HttpRequest) -> str:
    """The page they see: the address asked for, or the page whose form they sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else "/"
