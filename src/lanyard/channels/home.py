"""What this room shows in the bar, on the first page and at the foot of every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from lanyard.channels.models import AddressChange, Opening
from lanyard.channels.queries import decisions_for
from lanyard.channels.queries.sealed import to_change
from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Need, PublicLink
from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.people.queries import own_schools, roles_of

# Above this many, a first page names none of them.
_FEW = 5


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
        yield from (_password(row, today) for row in to_change(request.user, today)[:_FEW])
    if not held & {Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES}:
        return
    waits = decisions_for(request.user)
    yield from (_account(row) for row in waits.accounts[:_FEW])
    waiting = waits.channels
    for row in waiting[:_FEW]:
        yield Need(
            title=f"Decide on a channel: {row.name}",
            says=f"For {row.place}.",
            url=reverse("channels:decide", kwargs={"channel": row.pk}),
            kind="Channel",
        )
    if len(waiting) > _FEW:
        yield Need("More channels are waiting", "All of them on one page.", reverse("channels:decisions"), "Channel")


def _account(row: AddressChange) -> Need:
    return Need(
        title=f"Is this account ours? {row.channel}",
        says=f"For {row.channel.place}. A different account has been requested.",
        url=reverse("channels:decide-address", kwargs={"channel": row.channel_id}),
        kind="Channel",
    )


def _password(row: Opening, today: date) -> Need:
    return Need(
        title=f"Change the password: {row.channel}",
        says="Its sealed log-in was opened. Change the password on the service, then seal the new one.",
        url=reverse("channels:log-in", kwargs={"channel": row.channel_id}),
        kind="Channel",
        due=timezone.make_aware(datetime.combine(row.change_by, time(23, 59))),
        overdue=row.change_by < today,
    )


def cards(request: HttpRequest) -> Iterable[Card]:
    """Proposing a channel, and what one runs."""
    today = timezone.localdate()
    schools: list[School] = own_schools(request.user, gate.table["channels:propose"].roles, today)[: _FEW + 1]
    for school in schools if len(schools) <= _FEW else []:
        url = reverse("channels:propose", kwargs={"school": school.slug})
        yield Card(f"Propose an official channel: {school}", "Say what it is for and assess its risks.", url, 50)
    trust = request.user.person.trust
    if gate.may(request.user, "channels:propose", trust):
        url = reverse("channels:trust-propose", kwargs={"trust": trust.slug})
        yield Card(f"Propose an official channel: {trust}", "For the whole trust.", url, 51)
    if Role.CHANNEL_OPERATOR in {one.role for one in roles_of(request.user, today)}:
        yield Card("Channels you run", "Whether you can post, and what is missing.", reverse("channels:mine"), 49)


def public_links(request: HttpRequest) -> Iterable[PublicLink]:
    """Which accounts are real, for anybody."""
    says = N_("Which accounts are really the school’s.")
    yield PublicLink(N_("Official accounts"), says, reverse("channels:schools"), 20, on_front=True)
