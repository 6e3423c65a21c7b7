"""How people sign in: only those on the register, with a second step for roles that see sensitive records."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lanyard.people import queue, signin_codes
from lanyard.people.actions.accounts import account_for
from lanyard.people.models import Unsent, User
from lanyard.people.queries.accounts import may_sign_in
from lanyard.people.queries.unsent import KEPT_FOR
from lanyard.people.rules.vouching import confirmed_address
from lanyard.records.audit import PlaceIds, record
from lanyard.records.keyring import keyring

# What the secrets of second steps are sealed to.
SECOND_STEP = "sign-in second step"
# The email with a sign-in code, as the library calls it.
CODE_EMAIL = "account/email/login_code"
# How long a second step counts as just done.
FRESH = timedelta(minutes=5)


class RegisterBackend(BaseBackend):
    """Who a session belongs to: nobody, once an account is closed or suspended, or after its person's last day."""

    def get_user(self, user_id: Any) -> User | None:
        # Asked beside the account itself, so that no page has to ask anew.
        unsent = Exists(Unsent.objects.filter(user=OuterRef("pk"), made_at__gt=timezone.now() - KEPT_FOR))
        steps = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        second = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=steps))
        users = User.objects.select_related("person__trust").annotate(has_unsent=unsent, has_second_step=second)
        user = users.filter(pk=user_id, is_active=True).first()
        if user is None or not user.person.signs_in or not user.person.is_here(timezone.localdate()):
            return None
        return user


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account: it comes with a place on the register."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Stop whoever has left or whose account is closed; they have already shown that the address is theirs."""
        if may_sign_in(user, timezone.localdate()):
            return None
        clear_login(request)
        return render(request, "people/signin/closed.html", status=403)

    def generate_login_code(self) -> str:
        request = context.request
        if not hasattr(request, "asked_for_code"):
            request.asked_for_code = signin_codes.ask(_address_of(request), super().generate_login_code())
        return request.asked_for_code.code

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        # The one with the code is in the queue already, since the address was typed (`AskForCode`).
        if template_prefix != CODE_EMAIL:
            self.queue_email(template_prefix, email, context)

    def queue_email(self, template_prefix: str, email: str, context: dict) -> None:
        """Have this email sent as soon as the transaction is over; none, if there is no address."""
        about = {"email": email, "base_url": settings.BASE_URL, **context}
        queue.queue_email(self.render_mail(template_prefix, email, about), email)


class AskForCode(RequestLoginCodeForm):
    """Asks for the address that the code goes to. Says and does the same whether or not the register knows it."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        context.request.address_for_code = email
        adapter = AccountAdapter(context.request)
        with transaction.atomic():
            # Never refused, since a stranger may have asked a hundred times; and of an address that nobody has, too,
            # so that the page does as much and takes as long.
            code = adapter.generate_login_code()
            self._user = account_for(email, timezone.localdate())
            gets_it = self._user is not None and context.request.asked_for_code.is_sent
            adapter.queue_email(CODE_EMAIL, email if gets_it else "", {"code": code})
        return email


class EnterCode(ConfirmLoginCodeForm):
    """Takes the code of any email that the address was sent lately: a stranger who asks for more makes none worthless.

    How often somebody may be wrong is counted in their own browser.
    """

    def clean_code(self) -> str:
        address, typed = _address_of(context.request), self.cleaned_data["code"]
        if not self.expected_code or not signin_codes.is_one(address, typed):
            typed = super().clean_code()
        signin_codes.forget(address)
        return typed


def _address_of(request: HttpRequest) -> str:
    """The address for which this browser asked for a code."""
    asked = getattr(request, "address_for_code", "")
    return asked or str(request._login_stage.state.get("email") or "")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A Microsoft or Google account opens the door only if the address it vouches for is on the register."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose account this opens. Raises `ImmediateHttpResponse` with a page that says why it opens none."""
        provider = sociallogin.provider.app
        claims = sociallogin.account.extra_data.get("id_token", {})
        address = confirmed_address(provider.provider_id, claims, settings.MICROSOFT_TENANT)
        user = account_for(address, timezone.localdate())
        connected = sociallogin.user.pk if sociallogin.is_existing else None
        login = sociallogin.state.get("process") == AuthProcess.LOGIN
        if not login or user is None or connected not in (None, user.pk):
            raise ImmediateHttpResponse(
                render(request, "people/signin/refused.html", {"provider": provider.name}, status=403)
            )
        sociallogin.account.extra_data = {}
        if connected is None:
            sociallogin.user = user
            sociallogin.save(request, connect=True)
        # What the provider tells about the person isn't kept: only which account of theirs this is.
        SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})


def sign_in_by_code(request: HttpRequest, user: User) -> None:
    """Sign in whoever has just given a code from their email to a page of ours: one step, as on the sign-in page."""
    if not may_sign_in(user, timezone.localdate()):
        return
    with transaction.atomic():
        AccountAdapter(request).login(request, user)
        record_authentication(request, user, "code", email=user.email)
        record("signin:in", by=user, about=user, place=PlaceIds(user.person.trust_id, None))


class MFAAdapter(DefaultMFAAdapter):
    """Second steps: their secrets are encrypted at rest like every other."""

    def encrypt(self, text: str) -> str:
        return keyring().seal(text.encode(), SECOND_STEP)

    def decrypt(self, encrypted_text: str) -> str:
        return keyring().open(encrypted_text, SECOND_STEP).decode()


def second_step_done(request: HttpRequest) -> bool:
    """Whether this sign-in included a passkey or a second step. A code by email, alone, is one step."""
    return any(entry.get("method") == "mfa" for entry in get_authentication_records(request, request.user))


def second_step_is_fresh(request: HttpRequest, within: timedelta = FRESH) -> bool:
    """Whether a second step was done lately: what opens a log-in asks for it again, however one signed in.

    Setting one up doesn't count: it shows that somebody holds a telephone, not that they are who they say.
    """
    entries = get_authentication_records(request, request.user)
    done = [entry["at"] for entry in entries if entry.get("method") == "mfa" and not entry.get("set_up")]
    return bool(done) and time.time() - max(done) <= within.total_seconds()
