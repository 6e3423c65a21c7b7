"""What this room shows in the bar, on the first page and at the foot of every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from lanyard.channels.models import AddressChange, Channel, Opening
from lanyard.channels.queries import decisions_for, live_where
from lanyard.channels.queries.sealed import to_change
from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Figure, Group, PlacedPage, PublicLink, placed_pages
from lanyard.kernel.rules import IMPORTANT, Need, Severity
from lanyard.people.choices import Role
from lanyard.people.queries import roles_of
from lanyard.ui.words import how_many

# So many stand on the first page by themselves.
_FEW = 5
LOG_IN_OPENED = Severity("Log-in opened", 30, urgent=True)


def link(request: HttpRequest) -> str | None:
    """Where “Channels” in the bar leads: for everybody who works here."""
    return reverse("channels:channels") if gate.may(request.user, "channels:read") else None


# Those who see to it that a password is changed, beside who runs the channel.
_SEE_TO_PASSWORDS = {Role.EXECUTIVE_HEADTEACHER, Role.HEADTEACHER, Role.LEADERSHIP, Role.CHANNEL_OPERATOR}


def needs(request: HttpRequest) -> Iterable[Need]:
    """The passwords that are to be changed after a log-in was opened, and the channels that wait for a decision."""
    today = timezone.localdate()
    held = {one.role for one in roles_of(request.user, today)}
    if held & _SEE_TO_PASSWORDS:
        yield from (_password(row) for row in to_change(request.user, today)[:_FEW])
    if not held & {Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES}:
        return
    waits = decisions_for(request.user)
    yield from (_account(row) for row in waits.accounts[:_FEW])
    waiting = waits.channels
    yield from (_channel(row) for row in waiting[:_FEW])
    if rest := waiting[_FEW:]:
        yield Need(
            title=f"Decide on {how_many(len(rest), 'more channel')}",
            says="All of them on one page.",
            url=reverse("channels:decisions"),
            kind="Channel",
            severity=IMPORTANT,
            since=_start_of(min(row.proposed_on for row in rest)),
        )


def _channel(row: Channel) -> Need:
    return Need(
        title=f"Decide on a channel: {row.name}",
        says=f"For {row.place}.",
        url=reverse("channels:decide", kwargs={"channel": row.pk}),
        kind="Channel",
        severity=IMPORTANT,
        since=_start_of(row.proposed_on),
    )


def _account(row: AddressChange) -> Need:
    return Need(
        title=f"Is this account ours? {row.channel}",
        says=f"For {row.channel.place}. A different account has been requested.",
        url=reverse("channels:decide-address", kwargs={"channel": row.channel_id}),
        kind="Channel",
        severity=IMPORTANT,
        since=row.asked_at,
    )


def _password(row: Opening) -> Need:
    return Need(
        title=f"Change the password: {row.channel}",
        says="Its sealed log-in was opened. Change the password on the service, then seal the new one.",
        url=reverse("channels:log-in", kwargs={"channel": row.channel_id}),
        kind="Channel",
        severity=LOG_IN_OPENED,
        due=timezone.make_aware(datetime.combine(row.change_by, time(23, 59))),
    )


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def cards(request: HttpRequest) -> Iterable[Card]:
    """All channels, and what one runs."""
    if link(request):
        says = "Official accounts: how far each is, and who runs it."
        live = live_where(request.user)
        yield Card("Channels", says, reverse("channels:channels"), Group.ONLINE, 10, _live, live)
    if Role.CHANNEL_OPERATOR in {one.role for one in roles_of(request.user, timezone.localdate())}:
        says = "Whether you can post, and what is missing."
        yield Card("Channels you run", says, reverse("channels:mine"), Group.ONLINE, 49)


def _live(number: int) -> Figure:
    return Figure(f"{number} live", "official accounts where you work")


placed_pages.append(
    PlacedPage(
        key="propose-channel",
        title="Propose an official channel",
        says="Say what it is for and assess its risks.",
        permission="channels:propose",
        group=Group.ONLINE,
        order=50,
        school="channels:propose",
        trust="channels:trust-propose",
    )
)


def public_links(request: HttpRequest) -> Iterable[PublicLink]:
    """Which accounts are real, for anybody."""
    says = N_("Which accounts are really the school’s.")
    yield PublicLink(N_("Official accounts"), says, reverse("channels:schools"), 20, on_front=True)
