"""Keeping the register one person at a time: adding, changing, ending, and who must not be contacted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.people import actions, queries
from lanyard.people.actions.register import HERE, NAMES
from lanyard.people.addresses import address
from lanyard.people.queries.register import family_links_of
from lanyard.people.register_forms import LeavingForm, PersonForm
from lanyard.ui.form_actions import carry_out, posted, press


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, school: str) -> HttpResponse:
    """Add somebody; who may be on the register already is asked about, with all that was typed kept."""
    today = timezone.localdate()
    form = PersonForm(posted(request), school=request.place, on=today)
    if request.method == "POST" and (offered := queries.by_ids(request.place, request.POST.getlist("offered"))):
        form.offer(offered)
    try:
        if carry_out(form, actions.add_person, school=request.place, by=request.user, on=today):
            messages.success(request, "The register has been updated.")
            return redirect(address(request.place, "people"))
        offered = []
    except actions.MaybeKnown as found:
        offered = queries.by_ids(request.place, found.people)
        form = PersonForm(request.POST, school=request.place, on=today)
        form.offer(offered)
        form.add_error("known", str(found))
    return render(request, "people/person_form.html", {"form": form, "offered": offered or []})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, school: str, person: UUID) -> HttpResponse:
    """Change what the register says of somebody."""
    today = timezone.localdate()
    found = get_object_or_404(queries.people_at(request.place, today), pk=person)
    now = {name: getattr(found, name) for name in (*NAMES, "email")}
    for row in found.here:
        now |= {name: getattr(row, name) for name in HERE if getattr(row, name)}
    form = PersonForm(posted(request), school=request.place, on=today, person=found, initial=now)
    if carry_out(form, actions.change_person, person=found, school=request.place, by=request.user, on=today):
        messages.success(request, "The register has been updated.")
        return redirect(address(request.place, "person", person=found.pk))
    return render(request, "people/person_form.html", {"form": form, "person": found, "offered": []})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, school: str, person: UUID) -> HttpResponse:
    """Say when somebody leaves the school."""
    today = timezone.localdate()
    found = get_object_or_404(queries.people_at(request.place, today), pk=person)
    roles = queries.ending_roles(found, request.place, today)
    form = LeavingForm(posted(request), on=today, roles=roles)
    if carry_out(form, actions.end_person, person=found, school=request.place, by=request.user, on=today):
        messages.success(request, "The register has been updated.")
        return redirect(address(request.place, "people"))
    return render(request, "people/leave.html", {"form": form, "person": found})


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, school: str, person: UUID, link: UUID) -> HttpResponse:
    """Say whether an adult may be contacted about a child."""
    child = get_object_or_404(queries.people_at(request.place, timezone.localdate()), pk=person)
    found = get_object_or_404(family_links_of(child), pk=link)
    if request.method == "POST":
        forbidden, done = not found.must_not_be_contacted, "The register has been updated."
        press(request, actions.mark_contact, done, link=found, forbidden=forbidden, school=request.place)
        return redirect(address(request.place, "person", person=child.pk))
    return render(request, "people/contact.html", {"link": found, "person": child})
