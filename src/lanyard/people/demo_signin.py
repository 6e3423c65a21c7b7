"""The demonstration's way in: choose who you are. It opens nowhere but on the computer that runs it.

All of these must hold, or the page is not there: LANYARD_DEMONSTRATION is set; the request comes from this computer,
to this computer, through no proxy; and every trust in the database is an invented one.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from lanyard.kernel.checks import is_this_computer
from lanyard.people.actions.accounts import open_account
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, RoleHolding, School, Trust, current
from lanyard.people.queries.accounts import who_may_sign_in
from lanyard.records.audit import PlaceIds, record

# What the page lists at most: people of one place, and schools.
MOST, MOST_SCHOOLS = 40, 4
OTHERS = (Kind.TEACHER, Kind.SUPPORT, Kind.PARENT, Kind.GOVERNOR, Kind.VOLUNTEER)
# Beginnings of what web servers in front add; any of them means that somebody else's request may be passed on.
PROXY_HEADERS = ("x-forwarded", "forwarded", "x-real-ip", "via", "cf-", "true-client-ip", "x-client-ip")


def is_open(request: HttpRequest) -> bool:
    """Whether this request may choose who it is."""
    return (
        settings.DEMONSTRATION
        and is_this_computer(request.META.get("REMOTE_ADDR", ""))
        and is_this_computer(_host_without_port(request))
        and not any(name.lower().startswith(PROXY_HEADERS) for name in request.headers)
        and Trust.objects.exists()
        and not Trust.objects.filter(is_demonstration=False).exists()
    )


def _host_without_port(request: HttpRequest) -> str:
    host = request.get_host()
    return host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """List who one can be; sign in as the one chosen."""
    if not is_open(request):
        raise Http404
    if request.method == "POST":
        return _sign_in_as(request, request.POST.get("person", ""))
    context = {"places": who_to_be(), "next": _wanted(request.GET)}
    return render(request, "people/signin/choose.html", context)


def _wanted(given: Any) -> str:
    """The page to go on to: one of ours, or the first."""
    wanted = given.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


def _sign_in_as(request: HttpRequest, chosen: str) -> HttpResponse:
    try:
        person_id = UUID(chosen)
    except ValueError:
        raise Http404 from None
    person = get_object_or_404(who_may_sign_in(timezone.localdate()).exclude(email=""), pk=person_id)
    with transaction.atomic():
        user = open_account(person)
        get_adapter().login(request, user)
        record_authentication(request, user, "mfa", type="demonstration")
        record("signin:demonstration", by=user, about=user, place=PlaceIds(person.trust_id, None))
    return redirect(_wanted(request.POST))


def who_to_be() -> list[dict[str, Any]]:
    """For each trust, and its first schools by name: who one can be there, those with roles first."""
    on = timezone.localdate()
    places = [*Trust.objects.order_by("name"), *School.objects.order_by("name")[:MOST_SCHOOLS]]
    return [{"place": place, "people": _people_at(place, on)} for place in places]


def _people_at(place: Trust | School, on: date) -> list[dict[str, Any]]:
    """One person for each role held here, and for each kind of person here who may have none."""
    who = who_may_sign_in(on).exclude(email="")
    at = {"school": place} if isinstance(place, School) else {"trust": place, "school": None}
    holdings = RoleHolding.objects.filter(current(on), person__in=who, **at).select_related("person")
    found: dict[str, dict[str, Any]] = {}
    for holding in holdings.order_by("role", "person__family_name", "pk"):
        entry = {"person": holding.person, "role": holding.role, "says": holding.get_role_display()}
        found.setdefault(holding.role, entry)
    if isinstance(place, School):
        taken = [entry["person"].pk for entry in found.values()]
        for kind in OTHERS:
            members = Membership.objects.filter(current(on), school=place, kind=kind, person__in=who)
            plain = members.exclude(person__in=taken).exclude(person__roles__isnull=False).select_related("person")
            member = plain.order_by("person__family_name", "pk").first()
            if member:
                found.setdefault(kind, {"person": member.person, "role": kind, "says": kind.label})
    return list(found.values())[:MOST]
