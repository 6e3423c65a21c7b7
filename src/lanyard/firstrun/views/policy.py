"""The third and fourth steps: the document of the policy, and the clauses that were found in it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lanyard.firstrun.actions import policy as actions
from lanyard.firstrun.actions.common import BY
from lanyard.firstrun.forms import ClausesForm
from lanyard.firstrun.views.common import onward, show, step, to
from lanyard.policy.actions import clause_edit, clause_from_not_taken, clause_remove
from lanyard.policy.actions.clauses import Wording
from lanyard.policy.forms import ClauseForm, ImportForm, clause_initial
from lanyard.policy.queries.clauses import by_section, with_controls
from lanyard.policy.reading import LIKELY
from lanyard.policy.uploads import keep_for_later, kept
from lanyard.ui.form_actions import carry_out, carry_out_as, posted, press_as, version_of


@step("policy")
def upload(request: HttpRequest) -> HttpResponse:
    """Choose the document; what was found in it is the draft."""
    if "anyway" in request.POST and (held := kept(request.session)):
        actions.take_document(found=held[0], source=held[1])
        return onward("policy")
    form = ImportForm(posted(request), request.FILES or None)
    doubtful: dict[str, Any] = {}
    if form.is_valid():
        found, source = form.cleaned_data["document"]
        if not form.doubt:
            actions.take_document(found=found, source=source)
            return onward("policy")
        keep_for_later(request.session, found, source)
        doubtful = {"found": found, "source": source}
    return show(request, "policy", form=form, edition=request.first_run.edition, **doubtful)


@require_POST
@step("policy")
def model(request: HttpRequest) -> HttpResponse:
    """Begin with the model policy."""
    actions.take_model()
    return onward("policy")


@step("clauses")
def clauses(request: HttpRequest) -> HttpResponse:
    """Everything that was found, on one page: one press confirms all of it."""
    edition = request.first_run.edition
    rows = list(with_controls(edition))
    form = ClausesForm(posted(request), initial=_initial(request))
    if carry_out(form, actions.confirm_clauses):
        return onward("clauses")
    links = [link for row in rows for link in row.controls.all() if link.state == "suggested"]
    return show(
        request,
        "clauses",
        form=form,
        edition=edition,
        sections=by_section(rows),
        total=len(rows),
        waiting=sum(row.confirmed_at is None for row in rows),
        likely=sum((link.score or 0) >= LIKELY for link in links),
        possible=sum((link.score or 0) < LIKELY for link in links),
        not_taken=edition.not_taken.filter(clause__isnull=True),
    )


def _initial(request: HttpRequest) -> dict[str, Any]:
    said = request.first_run.answers.get("approval", {})
    approved = {True: "yes", False: "no"}.get(said.get("approved"), "")
    days = {name: date.fromisoformat(said[name]) for name in ("meeting_on", "first_day") if name in said}
    return {"version": request.first_run.edition.version, "approved": approved, **days}


@step("clauses")
def clause(request: HttpRequest, clause: UUID) -> HttpResponse:
    """Put one clause right, or leave it out."""
    found = _clause_or_404(request, clause)
    form = ClauseForm(posted(request), initial=clause_initial(found))
    if form.is_valid():
        said = dict(form.cleaned_data)
        version = said.pop("version")
        if carry_out_as(form, lambda: clause_edit(clause=found, wording=Wording(**said), version=version, by=BY)):
            return _back_to(found.number)
    return show(request, "clause", form=form, clause=found, edition=found.edition)


@require_POST
@step("clauses")
def remove(request: HttpRequest, clause: UUID) -> HttpResponse:
    """Leave out what is no clause."""
    found = _clause_or_404(request, clause)
    done = press_as(
        request,
        lambda: clause_remove(clause=found, version=version_of(request), by=BY),
        f"Clause {found.number} has been left out.",
    )
    return to("clauses") if done else redirect("firstrun:clause", clause=found.pk)


@require_POST
@step("clauses")
def make_clause(request: HttpRequest, left_out: UUID) -> HttpResponse:
    """Make a clause of words that reading left out."""
    edition = request.first_run.edition
    row = edition.not_taken.filter(pk=left_out).first()
    if row is None:
        raise Http404
    row.edition = edition
    done = press_as(
        request,
        lambda: clause_from_not_taken(row=row, version=version_of(request), by=BY),
        "It is a clause now.",
    )
    return _back_to(done.answer.number) if done else to("clauses")


def _clause_or_404(request: HttpRequest, pk: UUID):
    edition = request.first_run.edition
    found = edition.clauses.select_related("section").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.edition = edition
    return found


def _back_to(number: str) -> HttpResponse:
    answer = to("clauses")
    answer["Location"] += f"#c-{number.replace('.', '')}"
    return answer
