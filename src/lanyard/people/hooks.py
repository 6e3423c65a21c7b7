"""What the register hangs on the house: who is signed in, the menu entry, cards, public links, names in the audit."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from lanyard.kernel import gate, registry, schedule
from lanyard.kernel.registry import Card, Identity, MenuEntry, Need, PublicLink
from lanyard.people import demo_signin, place_now, unsent
from lanyard.people.addresses import address
from lanyard.people.choices import Role
from lanyard.people.models import School, Trust
from lanyard.people.queries import own_schools
from lanyard.people.queries.register import names_of
from lanyard.people.queries.unsent import KEPT_FOR
from lanyard.people.resolver import held_today
from lanyard.records.audit import set_actor_names
from lanyard.ui import words


def identity(request: HttpRequest) -> Identity | None:
    """Who is signed in, where, as what."""
    if not request.user.is_authenticated:
        return None
    place = place_now.place_of(request)
    return Identity(
        place=str(place or ""),
        role=place_now.roles_said(request, place) if place else "",
        name=str(request.user.person),
        sign_out_url=reverse("account_logout"),
        url=reverse("people:where"),
    )


def people_link(request: HttpRequest) -> str | None:
    """Where “People” in the bar leads: the register for those who read it, else who holds which role."""
    place = place_now.place_of(request) if request.user.is_authenticated else None
    if isinstance(place, School) and gate.may(request.user, "people:read-register", place):
        return address(place, "people")
    return address(place, "roles") if place and gate.may(request.user, "people:read-roles", place) else None


def cards(request: HttpRequest) -> Iterator[Card]:
    """What this person can do with the register, at the place where they work now."""
    place = place_now.place_of(request)
    if place is None:
        return
    school = isinstance(place, School)
    for name, permission, title, says, order, at_trust in _CARDS:
        if (school or at_trust) and gate.may(request.user, permission, place):
            yield Card(title, f"{place}. {says}", address(place, name), order)
    if gate.may(request.user, "people:confirm") or gate.may(request.user, "people:appoint"):
        says = "Roles and new sign-in addresses that need a second leader."
        yield Card("Waiting to be confirmed", says, reverse("people:to-confirm"), 62)
    if any(held.role in set(Role.values) for held in held_today(request.user)):
        yield Card("Arrange cover", "For when you are away, in each of your roles.", reverse("people:own-roles"), 62)
    if len(place_now.places(request)) > 1:
        yield Card("Choose where you work", "You work at more than one place.", reverse("people:where"), 90)
    yield Card("Your second step", "A passkey or app that proves it is you.", reverse("mfa_index"), 91)


def needs(request: HttpRequest) -> Iterator[Need]:
    """That the background work has stopped: no email, no clock and no escalation goes out. They wait for it."""
    if not {held.role for held in held_today(request.user)} & gate.table["people:see-background-work"].roles:
        return
    now = timezone.localtime()
    since = schedule.lately_behind(now)
    if since is not None:
        yield Need(
            title="Reminders and escalations have stopped",
            says=f"Since {words.moment_in_words(timezone.localtime(since), now)} no reminders have been sent. "
            "Reports still come in: check for them here, and ring the person who runs your server.",
            url=reverse("people:background-work"),
            kind="Server",
            due=since,
            overdue=True,
        )


# Page, permission, title, what it is for, order, whether the trust has it too.
_CARDS = (
    ("import", "people:import-roster", "Import the roster", "From your information system, with a preview.", 60, True),
    ("roles", "people:read-roles", "Roles", "And who covers when someone is away.", 61, True),
    (
        "gained",
        "people:read-gained",
        "Who gained access this month",
        "Roles, cover, addresses and second steps.",
        62,
        True,
    ),
    ("suspended", "people:suspend", "Suspend someone’s access", "They are signed out at once.", 65, True),
    ("people", "people:read-register", "Register", "People, families and contacts.", 63, False),
    ("calendar", "people:read-calendar", "Calendar", "Terms, closures and the school day.", 64, False),
)


def places_of(request: HttpRequest, permission: str) -> list[Trust | School]:
    """The trusts, then the schools, at which this person holds a permission today."""
    trusts = [place for place in place_now.places(request) if isinstance(place, Trust)]
    schools = own_schools(request.user, gate.table[permission].roles, timezone.localdate())
    return [*(trust for trust in trusts if gate.may(request.user, permission, trust)), *schools]


def public_links(request: HttpRequest) -> Iterator[PublicLink]:
    """The list of schools."""
    yield PublicLink(N_("Schools"), "", reverse("people:schools"), 60)


def demonstration_way_in(request: HttpRequest) -> str | None:
    """In a demonstration one signs in by choosing who one is."""
    return reverse("people:demonstration") if demo_signin.is_open(request) else None


def unsent_needs(request: HttpRequest) -> Iterator[Need]:
    """What somebody typed and could not send."""
    for kept in unsent.of(request.user) if getattr(request.user, "has_unsent", True) else ():
        until = timezone.localtime(kept.made_at + KEPT_FOR)
        says = f"Kept for you alone until {until:%H:%M}. It has not been sent."
        yield Need("What you typed before you were signed out", says, unsent.back_to(kept), "To send")


registry.set_keeper(unsent.keep_or_give_back)
registry.needs_you.append(unsent_needs)
registry.ways_in.append(demonstration_way_in)
registry.set_identity(identity)
registry.set_places(places_of)
registry.menu.append(
    MenuEntry(
        "People", 60, people_link, lambda path: any(part in path for part in ("/people/", "/roles/", "/calendar/"))
    )
)
registry.can_do.append(cards)
registry.needs_you.append(needs)
registry.public_links.append(public_links)
set_actor_names(names_of)
