"""Where each room hangs its menu entry, its "what needs you" items and its "what you can do" cards.

Rooms append to `menu`, `needs_you`, `can_do`, `placed_pages`, `ways_to_report` and `public_links` when the application
starts; `people` also calls `set_identity` and `set_places`, so that the bar can say who is signed in and where, and
rooms that know no register can ask where somebody may do something. This module knows no room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.urls import reverse

from lanyard.kernel.rules import Need

T = TypeVar("T")
# How many cards of each group the first page shows.
ON_HOME = 2


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the bar. `link(request)` answers the address, or None when this person has nothing there."""

    label: str
    order: int
    link: Callable[[Any], str | None]
    # Addresses that begin with this mark the entry as "you are here".
    prefix: Callable[[str], bool]


class Group(StrEnum):
    """The groups of what people can do, in their order on the first page."""

    POLICY = "Policy"
    CONCERNS = "Concerns"
    ONLINE = "Accounts and contact"
    PEOPLE = "People"


@dataclass(frozen=True)
class Figure:
    """Today's figure on a card: "58 of 71", and what it counts."""

    value: str
    says: str = ""


@dataclass(frozen=True)
class Card:
    """Something this person can do, with one line that says what it is for.

    One that has a `figure` may stand on the first page, where the first two of each group do; all others are in the
    list of all pages. The figure is worked out when the card is shown there. Of a card that `counts` rows (a queryset),
    the figure is made of their number: all that is counted for a page is asked for in one query.
    """

    title: str
    says: str
    url: str
    group: Group
    order: int = 50
    figure: Callable[[int], Figure] | None = None
    counts: Any = None


@dataclass(frozen=True)
class PlacedPage:
    """A page that each school or each trust has: one card, in however many places somebody may open it.

    `school` and `trust` are the names of its routes, "" where it has none. `permission` opens it. Where the trust's
    page `covers` its schools, whoever may open that needs no other. `figure` is given the request and answers how the
    card's figure is made; where it answers None the page is in the list of all pages alone.
    """

    key: str
    title: str
    says: str
    permission: str
    group: Group
    order: int = 50
    school: str = ""
    trust: str = ""
    covers: bool = False
    figure: Callable[[Any], Callable[[int], Figure] | None] = lambda request: None


@dataclass(frozen=True)
class PublicLink:
    """What anybody may open without an account: a link at the foot of every page, and on the front page if it is one of
    the few that most visitors come for."""

    title: str
    says: str
    url: str
    order: int = 50
    on_front: bool = False


@dataclass(frozen=True)
class ShareWay:
    """A page whose form takes a picture, a document or a link that was shared from another app."""

    title: str
    says: str
    url: str


@dataclass(frozen=True)
class Identity:
    """Who is signed in, for the bar: "Old Quay Juniors · Headteacher". `url` is the page about their own account."""

    place: str
    role: str
    name: str
    sign_out_url: str
    url: str = ""


menu: list[MenuEntry] = []
needs_you: list[Callable[[Any], Iterable[Need]]] = []
can_do: list[Callable[[Any], Iterable[Card]]] = []
# Pages of which there is one for each place: `people` makes one card of each.
placed_pages: list[PlacedPage] = []
public_links: list[Callable[[Any], Iterable[PublicLink]]] = []
# The front page's ways in for somebody who is worried: one for children, one for everybody else.
ways_to_report: list[Callable[[Any], Iterable[PublicLink]]] = []


# Where somebody signs in, if not on the usual page: each answers an address, or None.
ways_in: list[Callable[[Any], str | None]] = []

# What this person can do with what they shared from another app on their phone.
share_ways: list[Callable[[Any], Iterable[ShareWay]]] = []


# Names of fields whose values are never kept for later: codes, passwords, secrets. Rooms add theirs.
never_kept: set[str] = {"password", "passphrase", "code", "credential", "secret", "otp", "pass"}


class _Asked:
    """Holds what `people` gives when the application starts: who is signed in, and where they may do what."""

    identity: Callable[[Any], Identity | None] = staticmethod(lambda request: None)
    places: Callable[[Any, str], list[Any]] = staticmethod(lambda request, permission: [])
    keeper: Callable[[Any], Any] = staticmethod(lambda request: request.get_full_path())


def set_identity(provider: Callable[[Any], Identity | None]) -> None:
    """Called once, by `people`, when the application starts."""
    _Asked.identity = staticmethod(provider)


def identity_of(request: Any) -> Identity | None:
    """Who is signed in, or None."""
    return _Asked.identity(request)


def set_places(provider: Callable[[Any, str], list[Any]]) -> None:
    """Called once, by `people`, when the application starts."""
    _Asked.places = staticmethod(provider)


def places_of(request: Any, permission: str) -> list[Any]:
    """Where this person holds a permission today: trusts, then schools, those of a whole trust among them."""
    return _Asked.places(request, permission)


def set_keeper(keeper: Callable[[Any], Any]) -> None:
    """Called once, by `people`: what keeps a form that can't be taken now answers the address to come back to, or a
    page that gives back what was typed."""
    _Asked.keeper = staticmethod(keeper)


def send_away(request: Any, ask: Callable[[str], Any]) -> Any:
    """Ask this visitor for what is missing: `ask` is given the address to come back to. Nothing typed is lost."""
    back = _Asked.keeper(request) if request.method == "POST" else request.get_full_path()
    if not isinstance(back, str):
        return back
    answer = ask(back)
    answer.sent_away = True
    return answer


def way_in(request: Any) -> str:
    """The address of the page on which this visitor signs in."""
    return next((url for ask in ways_in if (url := ask(request))), reverse("account_login"))


def needs_of(request: Any) -> list[Need]:
    """All that needs this person, as it comes: `kernel.rules` puts it in order."""
    return [need for provider in needs_you for need in provider(request)]


def once(request: Any, key: str, read: Callable[[], T]) -> T:
    """What `read` answers, read once a request: an item and a card's figure may be made of the same rows."""
    answers = request.__dict__.setdefault("_read_once", {})
    if key not in answers:
        answers[key] = read()
    return answers[key]


def on_home(request: Any) -> dict[Group, list[Card]]:
    """The cards of the first page by group: of each the first two that have a figure, so eight at most."""
    cards = [card for card in cards_for(request) if card.figure]
    by_group = {group: [card for card in cards if card.group is group][:ON_HOME] for group in Group}
    return {group: found for group, found in by_group.items() if found}


def cards_for(request: Any) -> list[Card]:
    """All that this person can do, in the rooms' order."""
    return _in_order(can_do, request)


def links_for_anybody(request: Any) -> list[PublicLink]:
    """All that is open to anybody, in the rooms' order."""
    return _in_order(public_links, request)


def ways_to_report_for(request: Any) -> list[PublicLink]:
    """The ways in for somebody who is worried, the children's first."""
    return _in_order(ways_to_report, request)


def _in_order(providers: list[Callable[[Any], Iterable[Any]]], request: Any) -> list[Any]:
    entries = (entry for provider in providers for entry in provider(request))
    return sorted(entries, key=lambda entry: (entry.order, entry.title))


def menu_for(request: Any) -> list[dict[str, Any]]:
    """The bar's entries for this person, each with label, url and whether they are there now."""
    entries = []
    for entry in sorted(menu, key=lambda item: item.order):
        url = entry.link(request)
        if url:
            entries.append({"label": entry.label, "url": url, "here": entry.prefix(request.path)})
    return entries
