"""For those who decide, and for DSLs who read: the list, and everything that a decision needs on one page."""

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
from lanyard.disclosures.actions import deciding
from lanyard.disclosures.forms import DecideForm, DiscussForm, ShowForm
from lanyard.disclosures.models import Disclosure
from lanyard.disclosures.views.own import condition_or_404
from lanyard.disclosures.views.shared import parts
from lanyard.ui.form_actions import carry_out, press

ON_A_PAGE = 20


@never_cache
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """What staff declared, as far as this person reads it."""
    form, today = ShowForm(request.GET), timezone.localdate()
    show = (form.is_valid() and form.cleaned_data["show"]) or "waiting"
    page = reverse("disclosures:register")
    tabs = [
        {"label": label, "url": f"{page}?show={key}", "here": key == show} for key, label in form.fields["show"].choices
    ]
    found = Paginator(queries.register(request.user, show, today), ON_A_PAGE)
    context = {"tabs": tabs, "show": show, "today": today, "page_obj": found.get_page(request.GET.get("page"))}
    return render(request, "disclosures/register.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """One declaration; whoever decides on it does so here."""
    found = _other_or_404(request, disclosure)
    form = _decide_form(request, found)
    if request.method == "POST" and carry_out(form, deciding.decide, by=request.user, disclosure=found):
        messages.success(request, "Your decision has been saved and they have been told.")
        return redirect("disclosures:decide", disclosure=disclosure)
    return _page(request, found, form=form)


@never_cache
@require_http_methods(["GET", "POST"])
def discuss(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """Record a discussion."""
    found = _other_or_404(request, disclosure)
    form = DiscussForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and carry_out(form, deciding.discuss, by=request.user, disclosure=found):
        messages.success(request, "The discussion has been recorded.")
        return redirect("disclosures:decide", disclosure=disclosure)
    return render(request, "disclosures/discuss.html", {"disclosure": found, "form": form})


@require_POST
def meet(request: HttpRequest, disclosure: UUID, condition: UUID) -> HttpResponse:
    """A condition is met."""
    found = _other_or_404(request, disclosure)
    press(request, deciding.meet, "Marked as met.", condition=condition_or_404(found, condition))
    return redirect("disclosures:decide", disclosure=disclosure)


def _decide_form(request: HttpRequest, found: Disclosure) -> DecideForm:
    standing = [row for row in found.conditions.all() if row.is_open]
    return DecideForm(request.POST or None, initial=DecideForm.of(found, standing))


def _page(request: HttpRequest, found: Disclosure, *, form: DecideForm) -> HttpResponse:
    may_decide = queries.may_decide(request.user, found, timezone.localdate())
    context = {
        **parts(found),
        "form": form,
        "may_decide": may_decide,
        "may_look_again": may_decide and found.state in rules.DECISIONS,
        "today": timezone.localdate(),
    }
    return render(request, "disclosures/decide.html", context)


def _other_or_404(request: HttpRequest, pk: UUID) -> Disclosure:
    found = queries.whole(queries.visible_to(request.user), pk)
    if found is None:
        raise Http404
    return found
