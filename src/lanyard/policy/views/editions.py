"""Editions: the list, one edition, what changed, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lanyard.kernel.gate import may
from lanyard.people.models import School
from lanyard.policy import actions
from lanyard.policy.actions.editions import Source
from lanyard.policy.differences import compare
from lanyard.policy.forms import (
    ApproveForm,
    CompareForm,
    ImportForm,
    PutInForceForm,
    SendBackForm,
    SubmitForm,
    WithdrawForm,
)
from lanyard.policy.print import pdf_of
from lanyard.policy.queries.clauses import placed
from lanyard.policy.queries.editions import editions_at, policy_of
from lanyard.policy.queries.guidance import named_in, reliances
from lanyard.policy.queries.records import sources
from lanyard.policy.queries.text import printed, text_of
from lanyard.policy.reading import ReadPolicy
from lanyard.policy.record_forms import ReliesOnForm
from lanyard.policy.rules import STEPS, steps_from
from lanyard.policy.uploads import keep_for_later, kept
from lanyard.policy.views.common import edition_or_404, own_edition_or_404, to
from lanyard.ui.form_actions import carry_out_as, posted, press
from lanyard.ui.tables import page_of


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All editions of a place."""
    school = request.place if isinstance(request.place, School) else None
    return render(request, "policy/editions.html", {
        "page_obj": page_of(request, editions_at(request.place, request.user), 25),
        "school": school,
        "policy": policy_of(school.trust if school else request.place),
        "may_edit": may(request.user, "policy:edit-draft", request.place),
    })  # fmt: skip


def import_document(request: HttpRequest) -> HttpResponse:
    """Upload a document; what was found in it is the draft."""
    if "anyway" in request.POST and (held := kept(request.session)):
        return _imported(request, *held)
    form = ImportForm(posted(request), request.FILES or None)
    if form.is_valid():
        found, source = form.cleaned_data["document"]
        if not form.doubt:
            return _imported(request, found, source)
        keep_for_later(request.session, found, source)
        return render(request, "policy/import.html", {"form": form, "found": found, "source": source})
    return render(request, "policy/import.html", {"form": form})


def _imported(request: HttpRequest, found: ReadPolicy, source: Source) -> HttpResponse:
    edition = actions.import_document(trust=request.place, found=found, source=source, by=request.user)
    return to(request, "clauses", edition=edition.pk)


@require_POST
def adopt_model(request: HttpRequest) -> HttpResponse:
    """Make a draft from the model policy."""
    edition = actions.adopt_model(trust=request.place, by=request.user)
    return to(request, "clauses", edition=edition.pk)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Make a draft from what is in force."""
    school = request.place if isinstance(request.place, School) else None
    policy = policy_of(school.trust if school else request.place)
    if policy is None:
        messages.error(request, "The trust has no policy yet. Import a document or adopt the model policy first.")
    elif done := press(request, actions.start_edition, policy=policy, school=school):
        return to(request, "clauses", edition=done.answer.pk)
    return to(request, "editions")


@require_safe
def edition(request: HttpRequest, edition: UUID) -> HttpResponse:
    """One edition: where it stands, what it says, what can be done next."""
    found = edition_or_404(request, edition)
    own = found.place == request.place
    steps = [s for s in steps_from(found.state) if own and may(request.user, s.permission, request.place)]
    return render(request, "policy/edition.html", {
        "edition": found,
        "sections": text_of(found),
        "steps": steps,
        "own": own,
        "may_edit": own and may(request.user, "policy:edit-draft", request.place),
        "reliances": [one for one in reliances(found, timezone.localdate()) if one.relied_on],
    })  # fmt: skip


@require_safe
def changes(request: HttpRequest, edition: UUID) -> HttpResponse:
    """What changed between two editions, word by word."""
    found = edition_or_404(request, edition)
    others = editions_at(request.place, request.user).exclude(pk=found.pk)
    form = CompareForm(request.GET or None, initial={"to": found.based_on_id})
    form.fields["to"].queryset = others
    chosen = form.cleaned_data["to"] if form.is_valid() else None
    before = chosen or others.filter(pk=found.based_on_id).first()
    return render(request, "policy/changes.html", {
        "edition": found,
        "before": before,
        "form": form,
        "changes": compare(placed(before), placed(found)) if before else [],
    })  # fmt: skip


FORMS = {
    "submit": SubmitForm,
    "send-back": SendBackForm,
    "approve": ApproveForm,
    "put-in-force": PutInForceForm,
    "withdraw": WithdrawForm,
}
ACTIONS = {
    "submit": actions.submit,
    "send-back": actions.send_back,
    "approve": actions.approve,
    "put-in-force": actions.put_in_force,
    "withdraw": actions.withdraw,
}


def step(key: str) -> Callable[..., HttpResponse]:
    """The page of one step of an edition."""

    def page(request: HttpRequest, edition: UUID) -> HttpResponse:
        found = own_edition_or_404(request, edition)
        initial = {"version": found.version, "review_by": found.review_due}
        form = FORMS[key](posted(request), initial=initial)
        if form.is_valid():
            fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            if carry_out_as(form, lambda: _act(key, found, form.cleaned_data["version"], fields, request)):
                messages.success(request, f"{STEPS[key].says}: done.")
                return to(request, "edition", edition=found.pk)
        return render(request, "policy/step.html", {"form": form, "edition": found, "step": STEPS[key]})

    page.__name__ = f"step_{key.replace('-', '_')}"
    return page


def _act(key: str, edition, version: int, fields: dict, request: HttpRequest) -> None:
    ACTIONS[key](edition=edition, version=version, by=request.user, **fields)


def relies_on(request: HttpRequest, edition: UUID) -> HttpResponse:
    """On which editions of guidance a draft relies."""
    found = own_edition_or_404(request, edition)
    known = list(sources())
    chosen = {one.source.key: one.relied_on and one.relied_on.pk for one in reliances(found, timezone.localdate())}
    # What the text names is proposed until somebody has chosen anything.
    named = [] if any(chosen.values()) else named_in(found)
    chosen |= {one.source.key: one.pk for one in named}
    form = ReliesOnForm(posted(request), initial={**chosen, "version": found.version}, sources=known)
    if form.is_valid() and carry_out_as(
        form,
        lambda: actions.rely_on_guidance(
            edition=found, guidance=form.chosen(), version=form.cleaned_data["version"], by=request.user
        ),
    ):
        return to(request, "edition", edition=found.pk)
    return render(request, "policy/relies_on.html", {"form": form, "edition": found, "named": named})


@require_safe
def pdf(request: HttpRequest, edition: UUID) -> HttpResponse:
    """An edition on paper."""
    return pdf_response(edition_or_404(request, edition), request.place.name)


def pdf_response(edition, place: str) -> HttpResponse:
    """The edition as a PDF file with a telling name."""
    response = HttpResponse(pdf_of(printed(edition, place)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{edition.policy.key}-edition-{edition.number}.pdf"'
    return response
