"""The first step: the trust and its schools."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lanyard.firstrun.actions import places as actions
from lanyard.firstrun.forms import SchoolForm, TrustForm
from lanyard.firstrun.queries import schools_of
from lanyard.firstrun.rules import phases_of
from lanyard.firstrun.views.common import onward, show, step
from lanyard.kernel.refusals import Refused
from lanyard.people.models import School
from lanyard.ui.form_actions import carry_out, carry_out_as, posted


@step("places")
def trust(request: HttpRequest) -> HttpResponse:
    """The trust, and on the first visit its first school; after that, those entered so far."""
    run, schools = request.first_run, schools_of(request.first_run)
    initial = {"name": run.trust.name, "website": run.trust.website} if run.trust else {}
    form = TrustForm(posted(request), initial=initial)
    school_form = None if schools else SchoolForm(posted(request))
    # Both are read, so that what is wrong in either is said at once.
    valid = [one.is_valid() for one in (form, school_form) if one]
    if all(valid) and carry_out(form, actions.name_trust) and _kept_first(school_form):
        return redirect("firstrun:add-school") if "another" in request.POST else onward("places")
    return show(request, "places", form=form, school_form=school_form, schools=schools)


def _kept_first(form: SchoolForm | None) -> bool:
    """Keep the first school, where there is none yet."""
    return form is None or carry_out_as(form, lambda: actions.keep_school(**form.as_school())) is not None


@step("places")
def school(request: HttpRequest, at: str = "") -> HttpResponse:
    """One more school, or one that was entered already."""
    schools = schools_of(request.first_run)
    found = _school_or_404(schools, at) if at else None
    if not schools:
        return redirect("firstrun:places")
    form = SchoolForm(posted(request), initial=_initial(found) if found else None)
    if form.is_valid() and carry_out_as(form, lambda: actions.keep_school(slug=at, **form.as_school())):
        return redirect("firstrun:add-school" if "another" in request.POST else "firstrun:places")
    return show(request, "school", form=form, found=found, schools=schools)


@require_POST
@step("places")
def remove(request: HttpRequest, at: str) -> HttpResponse:
    """Take back a school that was entered by mistake."""
    found = _school_or_404(schools_of(request.first_run), at)
    try:
        actions.remove_school(slug=found.slug)
        messages.success(request, f"{found} has been removed.")
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("firstrun:places")


def _school_or_404(schools: list[School], slug: str) -> School:
    found = next((one for one in schools if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _initial(school: School) -> dict[str, object]:
    return {
        "school": school.name,
        "phases": phases_of(school.year_groups),
        "domains": ", ".join(school.email_domains),
        "school_website": school.website,
    }
