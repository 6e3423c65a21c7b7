"""Statements where nothing can be measured, and what is checked at all."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lanyard.assurance import actions, queries
from lanyard.assurance.forms import AttestForm
from lanyard.assurance.queries.stated import items_of
from lanyard.assurance.registry import ATTESTED, Control, all_controls
from lanyard.assurance.rules.statements import last_day_of_statement


def attest(request: HttpRequest, school: str, control: str) -> HttpResponse:
    """Make a statement that nothing can measure."""
    found = _attested_control(control)
    if found.owner not in queries.roles_at(request.user, request.place):
        raise PermissionDenied
    form = AttestForm(
        request.POST or None, longest_days=found.every_days, items=items_of(found), initial=_suggested(found)
    )
    if request.method == "POST" and form.is_valid():
        actions.attest(
            school=request.place, control=found, by=request.user.person, as_role=found.owner, **form.cleaned_data
        )
        messages.success(request, "Your statement has been saved and is shown beside the clause.")
        return redirect("assurance:live", school=school)
    statements = queries.statements(request.place, found.id)[:10]
    return render(request, "assurance/attest.html", {"control": found, "form": form, "statements": statements})


def statements(request: HttpRequest, school: str) -> HttpResponse:
    """The clauses that nothing can measure: what was stated about each, and who is to state it next."""
    evidence = queries.attested_evidence(request.place, timezone.localdate(), request.user)
    own = queries.roles_at(request.user, request.place)
    return render(request, "assurance/statements.html", {"evidence": evidence, "own_roles": own})


def controls(request: HttpRequest) -> HttpResponse:
    """What is measured, how, and who answers for it."""
    return render(request, "assurance/controls.html", {"controls": all_controls().values()})


def _attested_control(key: str) -> Control:
    control = all_controls().get(key)
    if control is None or control.kind != ATTESTED:
        raise Http404
    return control


def _suggested(control: Control) -> dict[str, date]:
    today = timezone.localdate()
    return {"next_due": min(today + timedelta(days=min(control.every_days, 365)), last_day_of_statement(today))}
