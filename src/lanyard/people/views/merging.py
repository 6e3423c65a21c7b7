"""Putting two records of one person together, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.people import actions, queries
from lanyard.people.addresses import address
from lanyard.people.register_forms import MergeForm
from lanyard.ui.form_actions import carry_out_as, posted, press


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, school: str, person: UUID) -> HttpResponse:
    """Choose which other record is of this person; it goes into this one."""
    kept = get_object_or_404(queries.people_at(request.place, timezone.localdate()), pk=person)
    people = queries.alike(kept)
    form = MergeForm(posted(request), people=people)
    if form.is_valid():
        other = next(one for one in people if str(one.pk) == form.cleaned_data["other"])
        given = {"kept": kept, "other": other, "place": request.place, "by": request.user, "now": timezone.now()}
        if carry_out_as(form, lambda: actions.merge_people(**given)):
            messages.success(request, "The two records have been merged. You can undo this within 30 days.")
            return redirect(address(request.place, "person", person=kept.pk))
    return render(request, "people/merge.html", {"form": form, "person": kept, "people": people})


@require_GET
def merges(request: HttpRequest, school: str) -> HttpResponse:
    """The merges of the last 30 days, which can be taken back."""
    found = queries.merges_of(request.place.trust, timezone.now() - actions.BACK_FOR)
    return render(request, "people/merges.html", {"merges": found})


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, school: str, merge: UUID) -> HttpResponse:
    """Take one back."""
    now = timezone.now()
    found = get_object_or_404(queries.merges_of(request.place.trust, now - actions.BACK_FOR), pk=merge)
    if request.method == "POST":
        done = "The merge has been undone."
        press(request, actions.split_people, done, merge=found, place=request.place, now=now)
        return redirect(address(request.place, "merges"))
    return render(request, "people/undo_merge.html", {"merge": found})
