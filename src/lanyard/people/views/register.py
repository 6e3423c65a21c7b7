"""Who is on the register, and the list of schools that anyone may read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.kernel import gate
from lanyard.people import queries
from lanyard.people.forms import NameForm, PeopleFilter
from lanyard.people.models import Person
from lanyard.people.picking import LONGEST, listed
from lanyard.ui.tables import page_of

ON_A_PAGE = 50
LOOKED_FOR = "people_name"


@require_GET
def schools(request: HttpRequest) -> HttpResponse:
    """Every school with its website and the accounts that speak for it."""
    page_obj = Paginator(queries.open_schools(timezone.localdate()), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/schools.html", {"page_obj": page_obj})


@never_cache
@require_POST
def colleagues(request: HttpRequest, school: str) -> HttpResponse:
    """Who at the school is called so, as a list to choose from. What was typed comes in the body alone."""
    return picked(request, lambda text: queries.search_staff(text, [request.place], timezone.localdate()))


def picked(request: HttpRequest, search: Callable[[str], list[Person]]) -> HttpResponse:
    """Those who are called as was typed, as a list to choose from."""
    text, name = request.POST.get("text", "")[:LONGEST].replace("\0", ""), request.POST.get("name", "")
    found = search(text)
    context = listed(name if name.replace("-", "_").isidentifier() else "person-chosen", found)
    return render(request, "people/picked.html", {**context, "typed": len(text.strip()) > 1})


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, school: str) -> HttpResponse:
    """Everybody at the school, by name and kind. A name to look for comes by POST and stays in the session."""
    if request.method == "POST":
        asked = NameForm(request.POST)
        request.session[LOOKED_FOR] = asked.cleaned_data["name"] if asked.is_valid() else ""
        return redirect(request.get_full_path())
    name = request.session.get(LOOKED_FOR, "")
    form = PeopleFilter(request.GET or None)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    found = queries.people_at(request.place, timezone.localdate(), name=name, kind=kind)
    context = {
        "form": form,
        "name_form": NameForm(initial={"name": name}),
        "name": name,
        "page_obj": page_of(request, found, ON_A_PAGE),
        "may_keep": gate.may(request.user, "people:keep-register", request.place),
        "may_import": gate.may(request.user, "people:import-roster", request.place),
    }
    return render(request, "people/people.html", context)


@require_GET
def person(request: HttpRequest, school: str, person: UUID) -> HttpResponse:
    """One person: what they are here, and their family."""
    today = timezone.localdate()
    found = get_object_or_404(queries.people_at(request.place, today), pk=person)
    adults, children = queries.family_of(found, today)
    context = {"person": found, "adults": adults, "children": children}
    for name, permission in (("may_keep", "keep-register"), ("may_lift", "lift-mark"), ("may_merge", "merge")):
        context[name] = gate.may(request.user, f"people:{permission}", request.place)
    return render(request, "people/person.html", context)
