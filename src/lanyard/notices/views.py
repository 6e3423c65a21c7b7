"""The list of what a person was told, and their calendar feed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from lanyard.notices import actions, queries
from lanyard.notices.actions import feed as feeds
from lanyard.notices.queries.feed import calendar_of, feed_at, feed_of

ON_A_PAGE = 25


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The signed-in person's notices, unread first."""
    page = Paginator(queries.visible_to(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    unread = queries.unread_of(request.user).count()
    return render(request, "notices/mine.html", {"page_obj": page, "unread": unread})


@require_POST
def read(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Mark one of the person's notices as read."""
    row = get_object_or_404(queries.visible_to(request.user), pk=notice)
    actions.mark_read([row], by=request.user)
    return redirect("notices:mine")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all of the person's notices as read."""
    actions.mark_read(queries.unread_of(request.user), by=request.user)
    return redirect("notices:mine")


@require_GET
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """Whether this person has a calendar address, and when it was last used. The address itself is not kept."""
    return render(request, "notices/feed.html", {"feed": feed_of(request.user)})


@require_POST
@never_cache
def make_address(request: HttpRequest) -> HttpResponse:
    """Make a calendar address and show it, once."""
    secret = feeds.make_address(by=request.user, now=timezone.now())
    address = f"{settings.BASE_URL}{reverse('notices:calendar', kwargs={'secret': secret})}"
    return render(request, "notices/feed.html", {"feed": feed_of(request.user), "address": address})


@require_POST
def revoke_address(request: HttpRequest) -> HttpResponse:
    """Stop the calendar address."""
    feeds.revoke_address(by=request.user)
    messages.success(request, "The calendar address has been revoked. Your calendar gets nothing more from Lanyard.")
    return redirect("notices:feed")


@require_safe
@never_cache
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What is due to the owner of this address, for their calendar; not found for any other address."""
    now = timezone.localtime()
    found = feed_at(secret, now)
    if not found:
        raise Http404
    feeds.note_use(found, on=now.date())
    return HttpResponse(calendar_of(found, request, now), content_type="text/calendar; charset=utf-8")
