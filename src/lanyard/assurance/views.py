"""Pages of assurance: the live policy, a clause with its evidence, statements, and all schools side by side."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lanyard.assurance import actions, page, queries
from lanyard.assurance.forms import AttestForm, DayForm
from lanyard.assurance.queries.stated import items_of
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import ATTESTED, Control, all_controls
from lanyard.assurance.rules import causes as behind
from lanyard.assurance.rules.statements import last_day_of_statement
from lanyard.kernel.gate import may
from lanyard.policy.queries import open_trigger_count

SCHOOLS_PER_PAGE = 25
# Up to so many schools stand beside each other on the trust's page.
SIDE_BY_SIDE = 6


def live(request: HttpRequest, school: str) -> HttpResponse:
    """The live policy of a school, today or on a past day."""
    form, day = _day_asked(request)
    policy = queries.live_policy(request.place, day, request.user)
    owners = queries.roles_at(request.user, request.place)
    show = request.GET.get("show", "")
    counts = dict(page.counts(policy.sections))
    context = {
        "policy": policy,
        "form": form,
        "sections": page.filtered(policy.sections, show, owners),
        "chips": page.chips(policy.sections, owners, show, "" if policy.is_today else f"&day={day}"),
        "counts": list(counts.items()),
        "kept": counts.get(Status.KEPT, 0),
        "not_kept": counts.get(Status.NOT_KEPT, 0),
        "attention": counts.get(Status.NEEDS_ATTENTION, 0),
        "in_progress": counts.get(Status.IN_PROGRESS, 0),
        "triggers": open_trigger_count(request.place),
        "first_day": None if policy.is_today else queries.first_day_read(request.place),
    }
    return render(request, "assurance/live.html", context)


def causes(request: HttpRequest, school: str) -> HttpResponse:
    """What lies behind the clauses that are not kept, each thing once with all clauses it spoils and who acts."""
    _, day = _day_asked(request)
    policy = queries.live_policy(request.place, day, request.user)
    owners = queries.roles_at(request.user, request.place)
    show = request.GET.get("show", "")
    context = {
        "policy": policy,
        "causes": behind.shown(policy.causes, show, owners),
        "chips": behind.chips(policy.causes, show, owners, "" if policy.is_today else f"&day={day}"),
    }
    return render(request, "assurance/causes.html", context)


def clause(request: HttpRequest, school: str, clause: UUID) -> HttpResponse:
    """One clause: what keeps it, the evidence of the day, what is missing, who must act, and how it was before."""
    form, day = _day_asked(request)
    policy = queries.live_policy(request.place, day, request.user)
    found = policy.find(clause)
    if found is None:
        raise Http404
    since = day - timedelta(days=365)
    history = queries.history_of(request.place, [e.control_id for e in found.everything], since, day)
    hide = queries.counts_only(request.user, request.place)
    context = {
        "policy": policy,
        "clause": found,
        "form": form,
        "history": [(row, row.reading().about(found.about).shown(counts_only=hide)) for row in reversed(history)],
    }
    return render(request, "assurance/clause.html", context)


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


def trust(request: HttpRequest, trust: str) -> HttpResponse:
    """Every school of the trust side by side: by section, by clause, or over the year."""
    form, day = _day_asked(request)
    by = request.GET.get("by", "")
    by = by if by in ("clause", "year") else "section"
    schools = Paginator(request.place.schools.all(), SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    views = [("section", "By section"), ("clause", "By clause"), ("year", "Over the year")]
    context: dict[str, Any] = {
        "schools": schools,
        "day": day,
        "by": by,
        "form": form,
        "chips": [{"label": label, "url": f"?by={key}&day={day}", "here": key == by} for key, label in views],
        "may_read_editions": may(request.user, "policy:read-editions", request.place),
    }
    if by == "year":
        days = [day - timedelta(days=30 * n) for n in range(11, -1, -1)]
        found = queries.figures(list(schools), days) if schools.object_list else {}
        series = [(school, [(each, found[each].get(school.pk)) for each in days]) for school in schools]
        context |= {"days": days, "series": series}
    else:
        context |= _grid(request, schools, day, by)
    return render(request, "assurance/trust.html", context)


def _grid(request: HttpRequest, schools: Page, day: date, by: str) -> dict[str, Any]:
    """The table as it can be read: few schools stand side by side, many one below the other."""
    hide = queries.counts_only(request.user, request.place)
    found = queries.figures(list(schools), [day])[day] if schools.object_list else {}
    if schools.paginator.count <= SIDE_BY_SIDE:
        heads = [(school, found.get(school.pk)) for school in schools]
        return {"rows": queries.trust_grid(list(schools), day, by=by, hide=hide), "heads": heads}
    sections = queries.sections()
    section = request.GET.get("section", "")
    section = section if section in sections else next(iter(sections))
    rows = queries.trust_grid(list(schools), day, by=by, hide=hide, section=section)
    narrower = [
        {"label": title, "url": f"?by=clause&section={key}&day={day}", "here": key == section}
        for key, title in sections.items()
    ]
    return {
        "columns": rows,
        "turned": queries.turned(list(schools), rows, found),
        "section_chips": narrower if by == "clause" else [],
    }


def controls(request: HttpRequest) -> HttpResponse:
    """What is measured, how, and who answers for it."""
    return render(request, "assurance/controls.html", {"controls": all_controls().values()})


def _day_asked(request: HttpRequest) -> tuple[DayForm, date]:
    today = timezone.localdate()
    form = DayForm(request.GET if "day" in request.GET else None)
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data["day"] or today
    return form, today


def _attested_control(key: str) -> Control:
    control = all_controls().get(key)
    if control is None or control.kind != ATTESTED:
        raise Http404
    return control


def _suggested(control: Control) -> dict[str, date]:
    today = timezone.localdate()
    return {"next_due": min(today + timedelta(days=min(control.every_days, 365)), last_day_of_statement(today))}
