"""How people sign in: only those on the register, with a second step for roles that see sensitive records."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account: it comes with a place on the register."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A Microsoft or Google account opens the door only if its verified address is on the register."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False


def second_step_done(request: HttpRequest) -> bool:
    """Whether this sign-in included a passkey or a second step."""
    methods = {entry.get("method") for entry in request.session.get("account_authentication_methods", [])}
    return "mfa" in methods
