"""Where the account of a channel is: said freely while nothing is approved, decided on afterwards (OFF1, OFF2)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.channels import queries
from lanyard.channels.actions.common import about, held, need, need_one_of, note
from lanyard.channels.choices import AddressVerdict, State
from lanyard.channels.messages import ADDRESS_DECIDED, ADDRESS_TO_DECIDE
from lanyard.channels.models import AddressChange, Channel, LinkCheck, ProtectionCheck
from lanyard.channels.rules.accounts import is_same_account
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import User
from lanyard.people.queries import is_staff_at

# What was approved is one account: from then on another one is another approval.
_APPROVED = (State.APPROVED, State.LIVE, State.PAUSED)


@transaction.atomic
def set_address(*, by: User, channel: Channel, url: str, reason: str = "") -> AddressChange | None:
    """Say where the account is. Answers the change that waits for approval, or None where the address holds at once.

    It holds at once before anything is approved, and where it is the same account in other words. Otherwise whoever
    decides on channels is asked, and what was asked before and not decided is withdrawn. Raises `Refused` with the
    field.
    """
    channel = held(channel)
    need(by, "channels:run", channel)
    if channel.state == State.CLOSED:
        raise Refused("The channel is closed.")
    if channel.state in _APPROVED and not is_same_account(channel.url, url):
        return _ask(by, channel, url, reason)
    withdraw(by=by, channel=channel)
    ProtectionCheck.objects.filter(channel=channel, url=channel.url).update(url=url)
    Channel.objects.filter(pk=channel.pk).update(url=url)
    note("set-address", channel, by)
    return None


def _ask(by: User, channel: Channel, url: str, reason: str) -> AddressChange:
    if not reason:
        raise Refused("Say why it should be this account. The person who approves it reads this", "reason")
    withdraw(by=by, channel=channel)
    made = AddressChange.objects.create(
        channel=channel, url=url, reason=reason, asked_by=by.person, asked_at=timezone.now()
    )
    page = reverse("channels:decide-address", kwargs={"channel": channel.pk})
    asks = ADDRESS_TO_DECIDE(
        channel=channel.name, url=page, about=about(channel, "address"), school_id=channel.school_id
    )
    tell(asks, queries.deciding_address(made, timezone.localdate()), by=by)
    note("ask-address", channel, by, change=made.pk)
    return made


def withdraw(*, by: User, channel: Channel) -> None:
    """Whoever asks anew, or goes back to the account there is, no longer wants what they asked for before."""
    open_one = AddressChange.objects.filter(channel=channel, verdict="").first()
    if open_one is not None:
        _close(open_one, by, AddressVerdict.WITHDRAWN, "")
        note("withdraw-address", channel, by, change=open_one.pk)


@transaction.atomic
def decide_address(*, by: User, channel: Channel, verdict: str, change: str, answer: str = "") -> AddressChange:
    """Approve or refuse the account that a channel is to be. `change` names what was read.

    The executive headteacher decides, or whoever stands in; never who asked for it or proposed the channel. What was
    seen of the old account, its protection and the link to it, says nothing of the new one. Raises `Refused`.
    """
    channel = held(channel)
    made = AddressChange.objects.filter(channel=channel, verdict="").first()
    if made is None or str(made.pk) != change:
        raise Refused("It has changed since you opened this page. This is the latest version: read it again.")
    need_one_of(by, queries.deciding_address(made, timezone.localdate()))
    if channel.state == State.CLOSED:
        raise Refused("The channel is closed.")
    approves = verdict == AddressVerdict.APPROVED
    if not approves and not answer:
        raise Refused("Say why, so that the person who asked knows", "answer")
    _close(made, by, AddressVerdict(verdict), answer)
    if approves:
        Channel.objects.filter(pk=channel.pk).update(url=made.url)
        LinkCheck.objects.filter(channel=channel).delete()
    url = reverse("channels:channel", kwargs={"channel": channel.pk})
    told = ADDRESS_DECIDED(channel=channel.name, case=approves, url=url, school_id=channel.school_id)
    if is_staff_at(made.asked_by, channel.place, timezone.localdate()):
        tell(told, [made.asked_by], by=by)
    note("decide-address", channel, by, change=made.pk, verdict=made.verdict)
    return made


def _close(change: AddressChange, by: User, verdict: AddressVerdict, answer: str) -> None:
    change.verdict, change.answer = verdict, answer
    change.decided_by, change.decided_at = by.person, timezone.now()
    change.save(update_fields=["verdict", "answer", "decided_by", "decided_at"])
    settle(about(change.channel, "address"))
