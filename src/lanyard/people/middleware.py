"""Signs out a page that was left alone, and whoever may no longer be here."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from lanyard.kernel import registry
from lanyard.people import unsent, unsent_pages
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
            request.session[LAST_REQUEST] = last = now
        request.signed_out_at = datetime.fromtimestamp(last + settings.IDLE_MINUTES * 60, tz=UTC)
        return False

    def _sign_out(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            place = PlaceIds(request.user.person.trust_id, None)
            record("signin:time-out", by=request.user, about=request.user, place=place)
        request.timed_out = True
        if request.method == "POST" and _needs_no_name(request):
            logout(request)
            return self.get_response(request)
        back = unsent.keep(request) if request.method == "POST" else request.get_full_path()
        logout(request)
        if back is None:
            return unsent_pages.given_back(request, unsent.content_of(request), "signed_out")
        kept = " We keep what you typed for you for an hour." if f"{unsent.NAME}=" in back else ""
        messages.info(
            request,
            f"You were signed out because you were away for {settings.IDLE_MINUTES} minutes. Sign in to carry on "
            f"where you were.{kept}",
        )
        return redirect_to_login(back, login_url=registry.way_in(request))


def _needs_no_name(request: HttpRequest) -> bool:
    """Whether what was sent is taken from anybody, signed in or not."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return view.access.cookieless
