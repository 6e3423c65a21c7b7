"""The door-keeper: checks each request against the access its route declares, before the view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lanyard.kernel import gate, registry


class Gate:
    """Denies by default. Sets `request.place` to the school or trust the URL names."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.place = None
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        access = getattr(view, "access", None)
        if access is None:
            raise ImproperlyConfigured(f"No access is declared for {request.resolver_match.route}.")
        request.place = gate.resolver().place(kwargs)
        if access.kind == gate.PRINTED_ADDRESS and not gate.came_by_printed_address(request):
            raise Http404
        if access.is_public:
            return None
        if not request.user.is_authenticated:
            way_in = registry.way_in(request)
            return registry.send_away(request, lambda back: redirect_to_login(back, login_url=way_in))
        if access.kind == gate.SIGNED_IN:
            return None
        return self._check(request, gate.table[access.permission])

    def _check(self, request: HttpRequest, permission: gate.Permission) -> HttpResponse | None:
        if not gate.resolver().allows(request.user, permission.roles, request.place):
            if gate.resolver().belongs(request.user, request.place):
                raise PermissionDenied
            # A stranger isn't told that the place exists.
            raise Http404
        if permission.sensitive and not gate.resolver().second_step_done(request):
            return registry.send_away(
                request, lambda back: redirect(reverse("people:second-step", query={"next": back}))
            )
        return None
