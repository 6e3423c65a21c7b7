"""Linked policies, guidance, agencies and review triggers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lanyard.kernel.gate import may
from lanyard.people.models import School
from lanyard.policy import actions
from lanyard.policy.forms import (
    CloseTriggerForm,
    FinishReviewForm,
    LinkedPolicyForm,
    TriggerForm,
)
from lanyard.policy.models import Agency, GuidanceSource
from lanyard.policy.queries.editions import edition_in_force, policy_of, trust_edition_in_force
from lanyard.policy.queries.guidance import guidance_editions, reliances, sources_with_editions
from lanyard.policy.queries.linked import linked_policies
from lanyard.policy.queries.records import agencies
from lanyard.policy.queries.reviews import triggers_at
from lanyard.policy.record_forms import AgencyForm, GuidanceEditionForm, GuidanceSourceForm, NewGuidanceForm
from lanyard.policy.views.common import own_edition_or_404, to
from lanyard.ui.form_actions import carry_out_as, posted, press
from lanyard.ui.tables import page_of


@require_safe
def linked(request: HttpRequest) -> HttpResponse:
    """The policies that this one is read with."""
    return render(request, "policy/linked.html", {
        "rows": linked_policies(request.place, timezone.localdate()),
        "may_keep": may(request.user, "policy:keep-linked", request.place),
    })  # fmt: skip


def keep_linked(request: HttpRequest, key: str) -> HttpResponse:
    """Record the edition of a linked policy."""
    found = next((one for one in linked_policies(request.place, timezone.localdate()) if one.key == key), None)
    if found is None:
        raise Http404
    initial = {"name": found.name, "owner": found.owner}
    if found.row:
        initial |= {name: getattr(found.row, name) for name in ("edition", "review_date", "link")}
    form = LinkedPolicyForm(posted(request), initial=initial)
    if form.is_valid():
        actions.keep_linked_policy(place=request.place, key=key, fields=form.cleaned_data, by=request.user)
        messages.success(request, "The linked policy is recorded.")
        return to(request, "linked")
    return render(request, "policy/keep_linked.html", {"form": form, "linked": found})


@require_safe
def guidance(request: HttpRequest) -> HttpResponse:
    """Every guidance source, the edition relied on, and newer ones."""
    today = timezone.localdate()
    return render(request, "policy/guidance.html", {
        "rows": reliances(_in_force(request), today),
        "may_keep": may(request.user, "policy:keep-guidance", request.place) and not _is_school(request),
    })  # fmt: skip


def _is_school(request: HttpRequest) -> bool:
    return isinstance(request.place, School)


def _in_force(request: HttpRequest):
    if _is_school(request):
        return edition_in_force(request.place, timezone.localdate())
    policy = policy_of(request.place)
    return trust_edition_in_force(policy) if policy else None


def keep_guidance(request: HttpRequest, source: str) -> HttpResponse:
    """One source: its editions, and a newer one to add."""
    found = get_object_or_404(sources_with_editions(), key=source)
    form = NewGuidanceForm(posted(request))
    if form.is_valid() and press(
        request,
        actions.keep_guidance_edition,
        "The edition is on the list.",
        source=found,
        fields=form.cleaned_data,
        trust=request.place,
    ):
        return to(request, "guidance")
    return render(request, "policy/keep_guidance.html", {"form": form, "source": found})


def change_source(request: HttpRequest, source: str) -> HttpResponse:
    """Correct what is known of a source."""
    found = get_object_or_404(GuidanceSource, key=source)
    form = GuidanceSourceForm(posted(request), instance=found)
    if form.is_valid():
        actions.change_guidance_source(source=found, fields=form.cleaned_data, trust=request.place, by=request.user)
        messages.success(request, "The source is changed.")
        return to(request, "guidance")
    return render(request, "policy/change_guidance.html", {"form": form, "source": found})


def change_guidance(request: HttpRequest, source: str, guidance: UUID) -> HttpResponse:
    """Correct an edition of guidance, or say that its final text is out."""
    found = get_object_or_404(guidance_editions(), source__key=source, pk=guidance)
    form = GuidanceEditionForm(posted(request), instance=found)
    if form.is_valid() and press(
        request,
        actions.change_guidance_edition,
        "The edition is changed.",
        guidance=found,
        fields=form.cleaned_data,
        trust=request.place,
    ):
        return to(request, "guidance")
    return render(request, "policy/change_guidance.html", {"form": form, "source": found.source})


@require_POST
def guidance_checked(request: HttpRequest, source: str) -> HttpResponse:
    """Nothing newer was found today."""
    found = get_object_or_404(GuidanceSource, key=source)
    actions.mark_guidance_checked(source=found, trust=request.place, by=request.user)
    messages.success(request, f"{found.name}: checked today.")
    return to(request, "guidance")


@require_safe
def who_to_ask(request: HttpRequest) -> HttpResponse:
    """The agencies outside the school."""
    keeps = may(request.user, "policy:keep-agencies", request.place) and not _is_school(request)
    return render(request, "policy/agencies.html", {"rows": agencies(timezone.localdate()), "may_keep": keeps})


def keep_agency(request: HttpRequest, agency: str) -> HttpResponse:
    """Correct an agency's details, or confirm them."""
    found = get_object_or_404(Agency, key=agency)
    form = AgencyForm(posted(request), instance=found)
    if form.is_valid():
        actions.keep_agency(agency=found, fields=form.cleaned_data, trust=request.place, by=request.user)
        messages.success(request, f"{found.name}: checked today.")
        return to(request, "agencies")
    return render(request, "policy/keep_agency.html", {"form": form, "agency": found})


@require_safe
def triggers(request: HttpRequest) -> HttpResponse:
    """Review triggers, open and closed."""
    rows = triggers_at(request.place)
    edition = _in_force(request)
    return render(request, "policy/triggers.html", {
        "open": rows.filter(closed_at__isnull=True),
        "page_obj": page_of(request, rows.filter(closed_at__isnull=False).order_by("-closed_at"), 25),
        "edition": edition,
        "may_close": may(request.user, "policy:close-trigger", request.place),
        "may_raise": may(request.user, "policy:raise-trigger", request.place),
        "own": edition is not None and edition.place == request.place,
    })  # fmt: skip


def raise_trigger(request: HttpRequest) -> HttpResponse:
    """Ask for a review."""
    school = request.place if _is_school(request) else None
    policy = policy_of(school.trust if school else request.place)
    if policy is None:
        raise Http404
    form = TriggerForm(posted(request))
    if form.is_valid():
        actions.open_trigger(policy=policy, school=school, by=request.user, **form.cleaned_data)
        messages.success(request, "The reason for a review is recorded.")
        return to(request, "triggers")
    return render(request, "policy/raise_trigger.html", {"form": form})


def close_trigger(request: HttpRequest, trigger: UUID) -> HttpResponse:
    """Say what came of a review trigger."""
    found = triggers_at(request.place).filter(pk=trigger, closed_at__isnull=True).first()
    if found is None or found.school_id != (request.place.pk if _is_school(request) else None):
        raise Http404
    form = CloseTriggerForm(posted(request))
    if form.is_valid():
        how = form.cleaned_data["how"]
        press(request, actions.close_trigger, "Closed.", trigger=found, how=how)
        return to(request, "triggers")
    return render(request, "policy/close_trigger.html", {"form": form, "trigger": found})


def finish_review(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Record that the edition in force was reviewed and stays as it is."""
    found = own_edition_or_404(request, edition)
    form = FinishReviewForm(posted(request), initial={"version": found.version})
    if form.is_valid() and carry_out_as(
        form,
        lambda: actions.finish_review(
            edition=found, version=form.cleaned_data["version"], next_due=form.cleaned_data["next_due"], by=request.user
        ),
    ):
        messages.success(request, "The review is recorded.")
        return to(request, "triggers")
    return render(request, "policy/finish_review.html", {"form": form, "edition": found})
