"""Every way in, and every try that failed, is in the audit trail: who and how, never an address."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed, login_code_rejected, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lanyard.people.actions.witnessing import step_was_set_up
from lanyard.people.models import User
from lanyard.records import audit

audit.words.update(
    {
        "account:make": "Made an account for someone on the register",
        "signin:in": "Signed in",
        "signin:out": "Signed out",
        "signin:time-out": "Was signed out for being away",
        "signin:step": "Passed a step of signing in",
        "signin:wrong-code": "Gave a wrong sign-in code",
        "signin:wrong-second-step": "Failed the second step",
        "signin:demonstration": "Signed in to the demonstration",
        "second-step:add": "Set up a second step",
        "second-step:remove": "Removed a second step",
        "second-step:renew": "Made new recovery codes",
    }
)


def _tell(event: str, user: User, **detail: str) -> None:
    # The place is the trust, whose data protection lead has to see who came in.
    place = audit.PlaceIds(user.person.trust_id, None)
    with transaction.atomic():
        audit.record(event, by=user, about=user, place=place, detail=detail)


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """The door opened."""
    _tell("signin:in", user)


@receiver(authentication_step_completed)
def step_passed(sender: Any, request: HttpRequest, user: User, method: str, **more: Any) -> None:
    """One proof was accepted: a code, a provider's word, a passkey, an authenticator app."""
    how = more.get("type") or more.get("provider") or ""
    _tell("signin:step", user, method=method, how=str(how))


@receiver(login_code_rejected)
def wrong_code(sender: Any, request: HttpRequest, user: User, last_attempt: bool, **more: Any) -> None:
    """A code by email was not the one that was sent."""
    _tell("signin:wrong-code", user, last="yes" if last_attempt else "no")


@receiver(authentication_failed)
def wrong_second_step(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """An authenticator's code or a passkey was refused."""
    _tell("signin:wrong-second-step", user)


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **more: Any) -> None:
    """Somebody went by the door; being signed out for idleness is told by the middleware that does it."""
    if user is not None and not getattr(request, "timed_out", False):
        _tell("signin:out", user)


@receiver(authenticator_added)
def second_step_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    """A second step was set up, and with that shown to work: this sign-in need not show it again to read on.

    It is marked as that: setting one up is no proof for what asks for a fresh second step.
    """
    _tell("second-step:add", user, kind=authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        step_was_set_up(user.person, timezone.now())
        about = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True, "set_up": True}
        record_authentication(request, user, "mfa", **about)


@receiver(authenticator_removed)
def second_step_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    """A second step no longer counts."""
    _tell("second-step:remove", user, kind=authenticator.type)


@receiver(authenticator_reset)
def recovery_codes_renewed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    """The old recovery codes no longer count."""
    _tell("second-step:renew", user, kind=authenticator.type)
