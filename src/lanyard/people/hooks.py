"""What the register hangs on the house: who is signed in, the menu entry, public links, names in the audit."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from lanyard.kernel import gate, registry, search
from lanyard.kernel.registry import Identity, MenuEntry, PublicLink
from lanyard.people import demo_signin, place_now, unsent
from lanyard.people.addresses import address
from lanyard.people.models import School, Trust
from lanyard.people.queries import own_schools
from lanyard.people.queries.register import names_of
from lanyard.people.queries.search import find_people
from lanyard.records.audit import set_actor_names


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


registry.set_keeper(unsent.keep_or_give_back)
registry.ways_in.append(demonstration_way_in)
registry.set_identity(identity)
registry.set_places(places_of)
registry.menu.append(
    MenuEntry(
        "People",
        60,
        people_link,
        # The calendar feed is one's own, of no school.
        lambda path: path != "/calendar/" and any(part in path for part in ("/people/", "/roles/", "/calendar/")),
    )
)
search.kinds.append(search.Kind("People", 10, "people:read-register", find_people))
registry.public_links.append(public_links)
set_actor_names(names_of)
