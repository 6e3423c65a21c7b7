"""What this room shows on the first page, and one card for each page that every place has."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate, registry, schedule
from lanyard.kernel.registry import Card, Figure, Group, PlacedPage
from lanyard.kernel.rules import Need, Severity
from lanyard.people import place_now, unsent
from lanyard.people.choices import Role
from lanyard.people.models import School, Trust
from lanyard.people.queries.roles import covers_today
from lanyard.people.queries.unsent import KEPT_FOR
from lanyard.people.resolver import held_today
from lanyard.ui import words

NOT_WORKING = Severity("Not working", 5, urgent=True)
NOT_SENT = Severity("Not sent", 40)


def placed_cards(request: HttpRequest) -> Iterator[Card]:
    """One card for each page that places have, in however many of them this person may open it."""
    chosen = place_now.chosen(request)
    for page in registry.placed_pages:
        places = places_with(request, page)
        if not places:
            continue
        here = next((place for place in places if str(place.pk) == chosen), None) if chosen else None
        if len(places) == 1 or here:
            url = address_at(page, here or places[0])
        else:
            url = reverse("people:choose-place", kwargs={"page": page.key})
        yield Card(page.title, page.says, url, page.group, page.order, page.figure(request))


def places_with(request: HttpRequest, page: PlacedPage) -> list[Trust | School]:
    """The places at which this person may open the page: trusts first."""
    places = registry.places_of(request, page.permission)
    trusts = [place for place in places if page.trust and isinstance(place, Trust)]
    if not page.school or (trusts and page.covers):
        return trusts
    return [*trusts, *(place for place in places if isinstance(place, School))]


def address_at(page: PlacedPage, place: Trust | School) -> str:
    """The address of the page at one of these places."""
    if isinstance(place, Trust):
        return reverse(page.trust, kwargs={"trust": place.slug})
    return reverse(page.school, kwargs={"school": place.slug})


def cards(request: HttpRequest) -> Iterator[Card]:
    """What this person can do about roles, and about themselves."""
    if gate.may(request.user, "people:confirm") or gate.may(request.user, "people:appoint"):
        says = "Roles and new sign-in addresses that need a second leader."
        yield Card("Waiting to be confirmed", says, reverse("people:to-confirm"), Group.PEOPLE, 62)
    if any(held.role in set(Role.values) for held in held_today(request.user)):
        says = "For when you are away, in each of your roles."
        ahead = covers_today(request.user, timezone.localdate())
        yield Card("Arrange cover", says, reverse("people:own-roles"), Group.PEOPLE, 20, _covered, ahead)
    if len(place_now.places(request)) > 1:
        says = "You work at more than one place."
        yield Card("Choose where you work", says, reverse("people:where"), Group.PEOPLE, 90)
    says = "A passkey or app that proves it is you."
    yield Card("Your second step", says, reverse("mfa_index"), Group.PEOPLE, 91)


def _covered(number: int) -> Figure:
    return Figure(f"{number} covered" if number else "None covered", "of your roles, today")


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
            severity=NOT_WORKING,
            since=since,
            owner="The person who runs your server",
        )


def unsent_needs(request: HttpRequest) -> Iterator[Need]:
    """What somebody typed and could not send."""
    for kept in unsent.of(request.user) if getattr(request.user, "has_unsent", True) else ():
        until = timezone.localtime(kept.made_at + KEPT_FOR)
        says = f"Kept for you alone until {until:%H:%M}. It has not been sent."
        yield Need(
            "What you typed before you were signed out", says, unsent.back_to(kept), "To send", NOT_SENT, due=until
        )


def _page(name: str, title: str, says: str, permission: str, order: int, *, at_trust: bool = True) -> PlacedPage:
    return PlacedPage(
        key=name,
        title=title,
        says=says,
        permission=f"people:{permission}",
        group=Group.PEOPLE,
        order=order,
        school=f"people:{name}",
        trust=f"people:trust-{name}" if at_trust else "",
    )


registry.placed_pages += [
    _page("import", "Import the roster", "From your information system, with a preview.", "import-roster", 60),
    _page("roles", "Roles", "And who covers when someone is away.", "read-roles", 61),
    _page("gained", "Who gained access this month", "Roles, cover, addresses and second steps.", "read-gained", 62),
    _page("suspended", "Suspend someone’s access", "They are signed out at once.", "suspend", 65),
    _page("people", "Register", "People, families and contacts.", "read-register", 63, at_trust=False),
    _page("calendar", "Calendar", "Terms, closures and the school day.", "read-calendar", 64, at_trust=False),
]
registry.can_do += [placed_cards, cards]
registry.needs_you += [unsent_needs, needs]
