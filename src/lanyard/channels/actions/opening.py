"""Opening the sealed log-in of a channel (OFF6): by a leader, for a reason, and everybody concerned is told.

A view of it lasts minutes and nothing waits for days: a page that was taken over spreads pictures of children now.
Whether the second sign-in step is fresh is asked where the request is (`people.signin.second_step_is_fresh`).
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import sealing
from lanyard.channels.actions.common import held, note
from lanyard.channels.actions.sealing import password_of
from lanyard.channels.choices import Why
from lanyard.channels.messages import CHANGE_PASSWORD, LOG_IN_OPENED, SECOND_PERSON_NEEDED
from lanyard.channels.models import Channel, Opening, SealedLogIn
from lanyard.channels.queries import sealed
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import Person, User
from lanyard.people.rules.working_time import add_working_days
from lanyard.records.required import required

# How long a log-in may be looked at, and how long a second person may take to confirm.
LASTS = timedelta(minutes=5)
CONFIRMED_WITHIN = timedelta(hours=12)


@transaction.atomic
def ask(*, by: User, channel: Channel, why: str, reason: str) -> Opening:
    """Ask for the log-in. It is open at once for a few minutes; where two people are needed, once another confirms.

    Raises `Refused` with the field.
    """
    channel = _for_leaders(by, channel)
    if not SealedLogIn.objects.filter(channel=channel).exists():
        raise Refused("No log-in has been sealed for this channel.")
    if not reason.strip():
        raise Refused("Say why you are opening it", "reason")
    made = Opening.objects.create(
        channel=channel, why=why, reason=reason.strip(), asked_by=by.person, asked_at=timezone.now()
    )
    note("ask-for-log-in", channel, by, opening=made.pk, why=why)
    if not settings.TWO_TO_OPEN_LOG_INS:
        _open(by, channel, made)
        return made
    url = reverse("channels:opening", kwargs={"channel": channel.pk, "opening": made.pk})
    message = SECOND_PERSON_NEEDED(channel=channel.name, url=url, about=_about(made), school_id=channel.school_id)
    tell(message, _others(by, [person for person in _told(channel) if _leads(person, channel)]), by=by)
    return made


@transaction.atomic
def confirm(*, by: User, channel: Channel, opening: Opening) -> Opening:
    """Confirm what another leader asked for: it is open for them from now on, for a few minutes. Raises `Refused`."""
    channel = _for_leaders(by, channel)
    opening = Opening.objects.select_for_update().get(pk=opening.pk, channel=channel)
    if opening.asked_by_id == by.person_id:
        raise Refused("Someone else must confirm it: it takes two people.")
    if opening.opened_at is not None:
        raise Refused("It has already been confirmed.")
    if opening.asked_at + CONFIRMED_WITHIN < timezone.now():
        raise Refused("This request has expired. If it is still needed, ask again.")
    opening.confirmed_by = by.person
    settle(_about(opening))
    _open(by, channel, opening)
    return opening


@transaction.atomic
def look(*, by: User, channel: Channel, opening: Opening) -> dict[str, str]:
    """What is sealed, for who asked, while the opening lasts. Each look is on record before anything is shown.

    The secret of one-time codes is answered as the code of now. Raises `Refused`, or `CannotDecrypt` with a sentence.
    """
    channel = _for_leaders(by, channel)
    opening = Opening.objects.get(pk=opening.pk, channel=channel)
    if opening.asked_by_id != by.person_id:
        raise Refused("Only the person who asked can see it. Open it yourself, with your own reason.")
    if opening.opened_at is None:
        raise Refused("A second person has not confirmed it yet.")
    if required(opening.until) < timezone.now():
        raise Refused("Your time is up. If you still need it, open it again.")
    log_in = SealedLogIn.objects.get(channel=channel)
    if log_in.sealed_at > opening.opened_at:
        raise Refused("Another log-in has been sealed since. If you still need it, open it again.")
    found = sealing.opened(log_in)
    note("look-at-log-in", channel, by, opening=opening.pk)
    return sealing.with_code_of_now(found, timezone.now())


def _open(by: User, channel: Channel, opening: Opening) -> None:
    """From now on it can be looked at: everybody concerned is told, and the password is to be changed."""
    opening.opened_at = timezone.now()
    opening.until = opening.opened_at + LASTS
    opening.change_by = add_working_days(timezone.localdate(), 1)
    opening.save()
    url = reverse("channels:log-in", kwargs={"channel": channel.pk})
    told = _told(channel)
    is_drill = opening.why == Why.DRILL
    news = LOG_IN_OPENED(channel=channel.name, url=url, case=is_drill, school_id=channel.school_id)
    tell(news, _others(by, told), by=by)
    change = CHANGE_PASSWORD(channel=channel.name, url=url, about=password_of(channel), school_id=channel.school_id)
    tell(change, list(sealed.running(channel, timezone.localdate())) or told, by=by)
    note("open-log-in", channel, by, opening=opening.pk, why=opening.why)


def _for_leaders(by: User, channel: Channel) -> Channel:
    channel = held(channel)
    if not sealed.may_open(by, channel):
        raise Refused("Only school leaders can do this.")
    return channel


def _told(channel: Channel) -> list[Person]:
    return sealed.told_of(channel, timezone.localdate())


def _leads(person: Person, channel: Channel) -> bool:
    user = getattr(person, "user", None)
    return user is not None and sealed.may_open(user, channel)


def _others(by: User, people: list[Person]) -> list[Person]:
    return [person for person in people if person.pk != by.person_id]


def _about(opening: Opening) -> str:
    return f"log-in-opening:{opening.pk}"
