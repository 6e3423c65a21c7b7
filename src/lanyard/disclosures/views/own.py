"""What a person declared: the list, declaring, and what they can do with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.disclosures import queries, rules
from lanyard.disclosures.actions import deciding, declaring
from lanyard.disclosures.forms import ChangeForm, DeclareForm
from lanyard.disclosures.models import Condition, Disclosure
from lanyard.disclosures.views.shared import parts
from lanyard.kernel import gate
from lanyard.people.queries import own_schools
from lanyard.ui.form_actions import carry_out_as, press, version_of

ON_A_PAGE = 20


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All that the person declared, and the way to report a contact that they did not want (COM3)."""
    rows = queries.own(request.user).defer(*queries.SEALED)
    schools = own_schools(request.user, gate.table["concerns:report"].roles, timezone.localdate())
    report = reverse("concerns:choose-own-school")
    if len(schools) == 1:
        report = reverse("concerns:report-contact", kwargs={"school": schools[0].slug})
    page_obj = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page_obj, "report": report, "today": timezone.localdate()}
    return render(request, "disclosures/mine.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """A new declaration, on one page."""
    schools = own_schools(request.user, gate.table["disclosures:declare"].roles, timezone.localdate())
    form = DeclareForm(request.POST or None, schools=schools, trust=request.user.person.trust)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {name: data[name] for name in ("school", "sent_once", "together_with")}
        if done := carry_out_as(form, lambda: declaring.declare(by=request.user, said=form.said, **given)):
            messages.success(
                request, "Thank you. We have told the person who decides. We will tell you their decision."
            )
            return redirect("disclosures:own", own=done.answer.pk)
    return render(request, "disclosures/declare.html", {"form": form})


@never_cache
@require_GET
def one(request: HttpRequest, own: UUID) -> HttpResponse:
    """One of their own, with what was decided and what they can do now."""
    found = _own_or_404(request, own)
    context = {
        **parts(found),
        "today": timezone.localdate(),
        "may_renew": found.state in rules.HOLDS,
        "may_withdraw": found.waits or found.state in rules.HOLDS,
        "is_joint": len(found.declarers.all()) > 1,
    }
    return render(request, "disclosures/own.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, own: UUID) -> HttpResponse:
    """Say it anew: mends what waits, renews what holds."""
    found = _own_or_404(request, own)
    form = ChangeForm(request.POST or None, initial=ChangeForm.of(found))
    if request.method == "POST" and form.is_valid():
        given = {"disclosure": found, "version": form.cleaned_data["version"]}
        if carry_out_as(form, lambda: declaring.change(by=request.user, said=form.said, **given)):
            messages.success(request, "Your changes have been saved.")
            return redirect("disclosures:own", own=found.pk)
    return render(request, "disclosures/change.html", {"form": form, "disclosure": found})


@require_POST
def renew(request: HttpRequest, own: UUID) -> HttpResponse:
    """Nothing has changed."""
    found, done = _own_or_404(request, own), "Thank you. It has been renewed and is waiting for a decision."
    press(request, declaring.renew, done, disclosure=found, version=version_of(request))
    return redirect("disclosures:own", own=own)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, own: UUID) -> HttpResponse:
    """Take it back, once it is said what that means."""
    found = _own_or_404(request, own)
    if request.method == "POST":
        press(
            request,
            declaring.withdraw,
            "The declaration has been withdrawn.",
            disclosure=found,
            version=version_of(request),
        )
        return redirect("disclosures:own", own=own)
    return render(request, "disclosures/withdraw.html", {"disclosure": found})


@require_POST
def end_contact(request: HttpRequest, own: UUID) -> HttpResponse:
    """The contact has ended."""
    found, done = _own_or_404(request, own), "Thank you. We have recorded that the contact has ended."
    press(request, declaring.end_contact, done, disclosure=found, version=version_of(request))
    return redirect("disclosures:own", own=own)


@require_POST
def step_out(request: HttpRequest, own: UUID) -> HttpResponse:
    """Take one's name off what a colleague declares."""
    found, done = _own_or_404(request, own), "Your name has been taken off this declaration."
    press(request, declaring.step_out, done, disclosure=found, version=version_of(request))
    return redirect("disclosures:mine")


@require_POST
def meet(request: HttpRequest, own: UUID, condition: UUID) -> HttpResponse:
    """A condition is met."""
    found = _own_or_404(request, own)
    press(request, deciding.meet, "Marked as met.", condition=condition_or_404(found, condition))
    return redirect("disclosures:own", own=own)


def condition_or_404(disclosure: Disclosure, pk: UUID) -> Condition:
    """A condition of this declaration."""
    found = disclosure.conditions.select_related("disclosure").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _own_or_404(request: HttpRequest, pk: UUID) -> Disclosure:
    found = queries.whole(queries.own(request.user), pk)
    if found is None:
        raise Http404
    return found
