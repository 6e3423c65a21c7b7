"""The sign-in page, and the page that asks for a second step."""

from __future__ import annotations

from allauth.account.views import RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lanyard.people.demo_signin import is_open
from lanyard.people.signin import second_step_done, second_step_is_fresh

AFTER = "after_second_step"


class SignIn(RequestLoginCodeView):
    """All ways in on one page: a code by email, a passkey, Microsoft or Google, and those of a demonstration."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs) -> dict:
        providers = [
            {"name": provider.name, "url": reverse("openid_connect_login", args=[provider.app.provider_id])}
            for provider in get_adapter().list_providers(self.request)
        ]
        return super().get_context_data(providers=providers, choose_who=is_open(self.request), **kwargs)


def second_step(request: HttpRequest) -> HttpResponse:
    """Explain why a second step is needed and lead to it; go on to where they were once it is done.

    With `again`, one that was done when signing in is not enough.
    """
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        request.session[AFTER] = wanted
    wants_again = "again" in request.GET and not second_step_is_fresh(request)
    if second_step_done(request) and not wants_again:
        return HttpResponseRedirect(request.session.pop(AFTER, "/"))
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "people/signin/second_step.html",
        {
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        },
    )
