"""Where the signed-in person works now: one of their own places, kept in the session. It never widens access."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from lanyard.people.choices import Kind, Role
from lanyard.people.models import School, Trust
from lanyard.people.queries import own_places, reaches
from lanyard.people.resolver import held_today

Place = School | Trust

CHOSEN = "place_now"
_GROUPS = {"staff": "Staff", Kind.PARENT: "Parent or carer", Kind.PUPIL: "Pupil"}


def chosen(request: HttpRequest) -> str:
    """The id of the place that was chosen in this session, "" while none was."""
    return request.session.get(CHOSEN) or ""


def places(request: HttpRequest) -> list[Place]:
    """The person's places today, read once a request."""
    if not hasattr(request, "_places"):
        request._places = own_places(request.user, timezone.localdate())
    return request._places


def place_of(request: HttpRequest) -> Place | None:
    """The place chosen; or else the first where they hold a role; or else the first. None for nobody's place."""
    own, wanted = places(request), chosen(request)
    with_role = {one.school_id or one.trust_id for one in held_today(request.user) if one.role in Role.values}
    likely = (
        [place for place in own if str(place.pk) == wanted],
        [place for place in own if place.pk in with_role],
        own,
    )
    return next((some[0] for some in likely if some), None)


def choose(request: HttpRequest, wanted: str) -> None:
    """Remember the choice if it is one of the person's own places; anything else changes nothing."""
    if any(str(place.pk) == wanted for place in places(request)):
        request.session[CHOSEN] = wanted


def roles_said(request: HttpRequest, place: Place) -> str:
    """What the person is at the place, as people say it: the roles there, or else "Staff" or "Parent or carer"."""
    held = {one.role for one in held_today(request.user) if reaches(one, place)}
    roles = [str(role.label) for role in Role if role in held]
    return ", ".join(roles) or ", ".join(str(label) for group, label in _GROUPS.items() if group in held)


def rows(request: HttpRequest) -> list[tuple[Place, str]]:
    """Each of the person's places with what they are there."""
    return [(place, roles_said(request, place)) for place in places(request)]
