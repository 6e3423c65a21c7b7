"""The list of what a person was told."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lanyard.notices import actions, queries

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
