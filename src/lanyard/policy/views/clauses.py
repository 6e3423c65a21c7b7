"""The clauses of a draft, one page each, and what can be done with them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from lanyard.policy import actions
from lanyard.policy.actions.clauses import Wording
from lanyard.policy.choices import ControlState
from lanyard.policy.forms import ClauseForm, ControlForm, MoveForm, SplitForm, clause_initial
from lanyard.policy.items import name_of
from lanyard.policy.models import Clause, Section
from lanyard.policy.queries.clauses import by_section, next_to_confirm, with_controls
from lanyard.policy.reading import LIKELY
from lanyard.policy.registry import control_names
from lanyard.policy.views.common import clause_or_404, own_edition_or_404, to
from lanyard.ui.form_actions import carry_out_as, posted, press, version_of


@require_safe
def clauses(request: HttpRequest, edition: UUID) -> HttpResponse:
    """What was found: every clause of a draft, and which of them still have to be confirmed."""
    found = own_edition_or_404(request, edition)
    rows = list(with_controls(found))
    confirmed = sum(row.confirmed_at is not None for row in rows)
    sections = by_section(rows)
    return render(request, "policy/clauses.html", {
        "edition": found,
        "sections": sections,
        "total": len(rows),
        "confirmed": confirmed,
        "next": next_to_confirm(found),
        "suggested": sum(row.suggested > 0 for row in rows),
        "not_taken": found.not_taken.filter(clause__isnull=True),
    })  # fmt: skip


def clause(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """One clause: read it, change it, confirm it, and go on to the next."""
    found = clause_or_404(request, edition, clause)
    variation = found.edition.school_id is not None
    form = ClauseForm(posted(request), initial=clause_initial(found), variation=variation)
    if form.is_valid():
        wording = Wording(**{name: value for name, value in form.cleaned_data.items() if name != "version"})
        if carry_out_as(
            form,
            lambda: actions.clause_edit(
                clause=found, wording=wording, version=form.cleaned_data["version"], by=request.user
            ),
        ):
            return _onward(request, found)
    return _page(request, found, form=form)


def _page(request: HttpRequest, clause: Clause, **forms) -> HttpResponse:
    edition, version = clause.edition, {"version": clause.edition.version}
    names = control_names()
    for link in clause.controls.all():
        link.name = names.get(link.control_id, link.control_id)
        link.chance = "likely" if (link.score or 0) >= LIKELY else "possible"
    waiting = edition.clauses.filter(confirmed_at__isnull=True).count()
    variation = edition.school_id is not None
    suggested = [link for link in clause.controls.all() if link.state == ControlState.SUGGESTED]
    return render(request, "policy/clause.html", {
        "clause": clause,
        "edition": edition,
        "waiting": waiting,
        "about": [name_of(key) for key in clause.about or ()],
        "several_suggested": suggested if len(suggested) > 1 else [],
        "variation": variation,
        "fixed": variation and not clause.school_may_vary,
        "form": ClauseForm(initial=clause_initial(clause), variation=variation),
        "split_form": SplitForm(initial={**version, "parts": clause.text}, prefix="split"),
        "move_form": MoveForm(initial=version, edition=edition, prefix="move"),
        "control_form": ControlForm(initial=version, controls=names, prefix="control"),
        **forms,
    })  # fmt: skip


def _onward(request: HttpRequest, clause: Clause) -> HttpResponse:
    following = next_to_confirm(clause.edition, after=clause.order)
    if following is None:
        return to(request, "clauses", edition=clause.edition_id)
    return to(request, "draft-clause", edition=clause.edition_id, clause=following.pk)


@require_POST
def confirm(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """Confirm a clause as it stands and go on to the next."""
    found = clause_or_404(request, edition, clause)
    if press(request, actions.clause_confirm, clause=found, version=version_of(request)):
        return _onward(request, found)
    return to(request, "draft-clause", edition=edition, clause=clause)


@require_POST
def confirm_section(request: HttpRequest, edition: UUID, section: int) -> HttpResponse:
    """Confirm all clauses of a section."""
    found = _section_or_404(request, edition, section)
    press(request, actions.section_confirm, section=found, version=version_of(request))
    return to(request, "clauses", edition=edition)


def _section_or_404(request: HttpRequest, edition: UUID, number: int) -> Section:
    found = own_edition_or_404(request, edition)
    row = found.sections.filter(number=number).first()
    if row is None:
        raise Http404
    row.edition = found
    return row


@require_POST
def move(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """Move a clause up, down or to another section."""
    found = clause_or_404(request, edition, clause)
    if request.POST.get("to") in ("up", "down"):
        direction = request.POST["to"]
        press(
            request,
            actions.clause_move,
            "The clause was moved.",
            clause=found,
            to=direction,
            version=version_of(request),
        )
        return to(request, "draft-clause", edition=edition, clause=clause)
    form = MoveForm(request.POST, edition=found.edition, prefix="move")
    if form.is_valid() and carry_out_as(
        form,
        lambda: actions.clause_move(
            clause=found, to=form.cleaned_data["section"], version=form.cleaned_data["version"], by=request.user
        ),
    ):
        return to(request, "draft-clause", edition=edition, clause=clause)
    return _page(request, found, move_form=form)


@require_POST
def split(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """Split a clause at its new lines."""
    found = clause_or_404(request, edition, clause)
    form = SplitForm(request.POST, prefix="split")
    if form.is_valid() and carry_out_as(
        form,
        lambda: actions.clause_split(
            clause=found,
            parts=form.cleaned_data["parts"].splitlines(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    ):
        return to(request, "draft-clause", edition=edition, clause=clause)
    return _page(request, found, split_form=form)


@require_POST
def join(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """Join a clause with the next."""
    found = clause_or_404(request, edition, clause)
    press(
        request,
        actions.clause_join,
        "The two clauses are one now. Read it and confirm it.",
        clause=found,
        version=version_of(request),
    )
    return to(request, "draft-clause", edition=edition, clause=clause)


def remove(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """Ask once, then take a clause out of the draft."""
    found = clause_or_404(request, edition, clause)
    if request.method != "POST":
        return render(request, "policy/remove.html", {"clause": found, "edition": found.edition})
    done = press(
        request, actions.clause_remove, f"Clause {found.number} was removed.", clause=found, version=version_of(request)
    )
    return (
        to(request, "clauses", edition=edition) if done else to(request, "draft-clause", edition=edition, clause=clause)
    )


def add(request: HttpRequest, edition: UUID, section: int) -> HttpResponse:
    """Add a clause to a section."""
    found = _section_or_404(request, edition, section)
    initial = {"version": found.edition.version, "audience": ["everyone"]}
    form = ClauseForm(posted(request), initial=initial)
    if form.is_valid():
        wording = Wording(**{name: value for name, value in form.cleaned_data.items() if name != "version"})
        if carry_out_as(
            form,
            lambda: actions.clause_add(
                section=found, wording=wording, version=form.cleaned_data["version"], by=request.user
            ),
        ):
            return to(request, "clauses", edition=edition)
    return render(request, "policy/add_clause.html", {"form": form, "section": found, "edition": found.edition})


@require_POST
def make_clause(request: HttpRequest, edition: UUID, left_out: UUID) -> HttpResponse:
    """Make a clause of words that reading the document left out, and go to it."""
    found = own_edition_or_404(request, edition)
    row = found.not_taken.filter(pk=left_out).first()
    if row is None:
        raise Http404
    row.edition = found
    done = press(
        request,
        actions.clause_from_not_taken,
        "It is a clause now. Read it, say who it is for, and confirm it.",
        row=row,
        version=version_of(request),
    )
    return (
        to(request, "draft-clause", edition=edition, clause=done.answer.pk)
        if done
        else to(request, "clauses", edition=edition)
    )


@require_POST
def decide_control(request: HttpRequest, edition: UUID, clause: UUID, control: str) -> HttpResponse:
    """Confirm or reject a control that was suggested, or say that none of those suggested fits."""
    found = clause_or_404(request, edition, clause)
    if request.POST.get("answer") == "none":
        press(request, actions.controls_none, clause=found, version=version_of(request))
        return to(request, "draft-clause", edition=edition, clause=clause)
    confirmed = request.POST.get("answer") == "yes"
    press(
        request,
        actions.control_decide,
        clause=found,
        control_id=control,
        confirmed=confirmed,
        version=version_of(request),
    )
    return to(request, "draft-clause", edition=edition, clause=clause)


@require_POST
def add_control(request: HttpRequest, edition: UUID, clause: UUID) -> HttpResponse:
    """Link a control that nobody suggested."""
    found = clause_or_404(request, edition, clause)
    form = ControlForm(request.POST, controls=control_names(), prefix="control")
    if form.is_valid() and carry_out_as(
        form,
        lambda: actions.control_add(
            clause=found, control_id=form.cleaned_data["control"], version=form.cleaned_data["version"], by=request.user
        ),
    ):
        return to(request, "draft-clause", edition=edition, clause=clause)
    return _page(request, found, control_form=form)
