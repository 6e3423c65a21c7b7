"""Sealing the log-in of a channel, and handing all of them to a trust that leaves (OFF6)."""

from __future__ import annotations

import json

from django.db import transaction
from django.utils import timezone
from pyrage import RecipientError, encrypt, x25519

from lanyard.channels import sealing
from lanyard.channels.actions.common import held, note
from lanyard.channels.choices import State
from lanyard.channels.models import Channel, SealedLogIn
from lanyard.channels.queries.sealed import may_seal
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.models import Trust, User
from lanyard.records.audit import record


@transaction.atomic
def seal(*, by: User, channel: Channel, anew: bool = False, **parts: str) -> list[str]:
    """Seal the log-in, for the first time or anew; answers which parts are other than before, never what they were.

    What is left empty stays as it was; with `anew` nothing stays, as where the key of what was sealed before is lost. A
    new password does what openings asked for. Raises `Refused` with the field, or `CannotDecrypt` where what was sealed
    before can't be read.
    """
    channel = held(channel)
    if not may_seal(by, channel):
        raise Refused("Only the people who run the channel can do this.")
    if channel.state == State.CLOSED:
        raise Refused("The channel is closed.")
    log_in = SealedLogIn.objects.select_for_update().filter(channel=channel).first()
    before = sealing.opened(log_in) if log_in and not anew else {}
    given = {name: parts[name] for name in sealing.PARTS if parts.get(name, "").strip()}
    changed = [name for name, value in given.items() if before.get(name) != value]
    if not before and "password" not in given:
        raise Refused("Enter the password", "password")
    if not changed:
        raise Refused("This is already sealed. Enter only what is new.")
    log_in = log_in or SealedLogIn(channel=channel)
    sealing.seal(log_in, before | given)
    log_in.sealed_at, log_in.sealed_by = timezone.now(), by.person
    if "password" in changed:
        log_in.password_changed_at = log_in.sealed_at
        channel.openings.filter(opened_at__isnull=False, changed_at=None).update(changed_at=log_in.sealed_at)
        settle(password_of(channel))
    log_in.save()
    note("seal-log-in", channel, by, changed=changed)
    return changed


def password_of(channel: Channel) -> str:
    """What notices that ask for a new password are closed by."""
    return f"channel-password:{channel.pk}"


@transaction.atomic
@transaction.atomic
def hand_over(*, trust: Trust, to: str, by: str) -> bytes:
    """All sealed log-ins of a trust that leaves, as JSON, encrypted to a key that it brings (age, "age1…").

    Raises `Refused` for what is no such key, `CannotDecrypt` where one can't be read: it is all of them or none.
    """
    try:
        key = x25519.Recipient.from_str(to.strip())
    except RecipientError as problem:
        raise Refused("This is not an age public key. It must begin with age1.") from problem
    rows = SealedLogIn.objects.filter(channel__trust=trust).select_related("channel__school", "channel__trust")
    found = [
        {"channel": row.channel.name, "for": str(row.channel.place), "address": row.channel.url, **sealing.opened(row)}
        for row in rows.order_by("channel__name", "pk")
    ]
    record("trust:hand-over-log-ins", by=by, about=trust, place=trust, detail={"log_ins": len(found)})
    return encrypt(json.dumps(found, ensure_ascii=False, indent=2).encode(), [key])
