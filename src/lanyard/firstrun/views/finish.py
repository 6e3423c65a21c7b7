"""The last step: look at it once more, and begin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lanyard.firstrun.actions.finish import finish as action
from lanyard.firstrun.queries import SESSION, on_the_register, schools_of
from lanyard.firstrun.rules import AT_SCHOOL, AT_TRUST, Holder, holders_in
from lanyard.firstrun.views.common import show, step
from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.people.signin import sign_in_by_code
from lanyard.ui.form_actions import carry_out_as, posted
from lanyard.ui.forms import Form


@step("finish")
def finish(request: HttpRequest) -> HttpResponse:
    """What was entered, and the button that begins it: then the administrator is signed in, before the live policy."""
    run, schools = request.first_run, schools_of(request.first_run)
    form = Form(posted(request))
    approved = run.answers["approval"]["approved"]
    if form.is_valid() and (done := carry_out_as(form, lambda: action(now=timezone.now()))):
        request.session.pop(SESSION, None)
        sign_in_by_code(request, done.answer)
        says = "The policy is live." if approved else "The policy now waits for approval."
        messages.success(request, f"Lanyard has been set up. {says} Everyone you named has been sent an email.")
        return redirect("assurance:live", school=schools[0].slug) if approved else redirect("ui:home")
    holders = holders_in(run.answers["people"])
    return show(
        request,
        "finish",
        form=form,
        trust=run.trust,
        schools=schools,
        edition=run.edition,
        approval=run.answers["approval"],
        holders=[_line(holder, schools) for holder in holders],
        unnamed=_unnamed(holders, schools),
        people=on_the_register(run.trust),
    )


def _line(holder: Holder, schools: list[School]) -> tuple[str, str]:
    names = {school.slug: school.name for school in schools}
    roles = [f"{Role(role).label}{f', {names[slug]}' if slug else ''}" for role, slug in holder.roles]
    return f"{holder.given_name} {holder.family_name}", "; ".join(roles)


def _unnamed(holders: list[Holder], schools: list[School]) -> list[str]:
    """The roles that nobody has yet, each with its place."""
    held = {pair for holder in holders for pair in holder.roles}
    wanted = [(role, "", "the trust") for role in AT_TRUST]
    wanted += [(role, school.slug, school.name) for school in schools for role in AT_SCHOOL]
    return [f"{Role(role).label}, {place}" for role, slug, place in wanted if (role, slug) not in held]
