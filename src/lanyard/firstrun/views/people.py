"""The second step: who holds which role, one page for the trust and one for each school."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lanyard.firstrun.actions.people import name_people
from lanyard.firstrun.forms import PeopleForm
from lanyard.firstrun.queries import schools_of
from lanyard.firstrun.rules import missing_at
from lanyard.firstrun.views.common import onward, show, step
from lanyard.people.models import School
from lanyard.ui.form_actions import carry_out, posted


@step("people")
def people(request: HttpRequest, at: str = "") -> HttpResponse:
    """Name the holders at the trust, or at a school, and go on to the next place."""
    schools = schools_of(request.first_run)
    found = next((one for one in schools if one.slug == at), None)
    if at and found is None:
        raise Http404
    named = request.first_run.answers.get("people", {})
    form = PeopleForm(posted(request), at=at, known=named.get(at, {}))
    if carry_out(form, name_people, at=at):
        return _next_place(schools, at)
    return show(
        request, "people", form=form, school=found, trust=request.first_run.trust, places=_places(schools, named, at)
    )


def _next_place(schools: list[School], at: str) -> HttpResponse:
    order = ["", *(school.slug for school in schools)]
    after = order[order.index(at) + 1 :]
    return redirect("firstrun:people-at", at=after[0]) if after else onward("people")


def _places(schools: list[School], named: dict, at: str) -> list[dict[str, object]]:
    """The trust and each school, with whether everybody who is needed has been named there."""
    places = [("", "The trust"), *((school.slug, school.name) for school in schools)]
    return [
        {"at": slug, "name": name, "is_here": slug == at, "is_done": not missing_at(slug, named.get(slug, {}))}
        for slug, name in places
    ]
