"""Reporting a concern: for anybody, for children, for staff, and entered from paper. No session: each page carries what
was written, and the last leads to the receipt, which opens once.
"""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import ConcernType
from lanyard.concerns.core.forms.plain import LONG
from lanyard.concerns.core.questions import BY_STAFF
from lanyard.concerns.core.report_input import ReportInput
from lanyard.concerns.intake import receipt_pages, steps
from lanyard.concerns.intake.actions.report import Receipt, on_the_way
from lanyard.concerns.intake.actions.report import report as take_in
from lanyard.concerns.intake.forms.schools import ChildSchoolSearch, SchoolSearch
from lanyard.concerns.intake.journeys import (
    ChildJourney,
    ContactJourney,
    Journey,
    MyselfJourney,
    PaperJourney,
    PublicJourney,
    StaffJourney,
)
from lanyard.concerns.intake.queries import receipt as told
from lanyard.concerns.intake.queries.receipt import is_shown_again
from lanyard.kernel import gate
from lanyard.kernel.languages import current, is_english, stay_english, translated
from lanyard.kernel.refusals import Refused
from lanyard.people.queries import open_schools, own_schools

SCHOOLS_PER_PAGE = 50
# Up to so many are found at a glance, and nobody has to type a name.
FEW_SCHOOLS = 8
_BY_ROUTE = {str(journey.route): journey for journey in (PublicJourney, ChildJourney, StaffJourney, PaperJourney)}
_OWN_PAGE = {
    ConcernType.CONTACT_RECEIVED: "concerns:report-contact",
    ConcernType.ABOUT_MYSELF: "concerns:report-myself",
}


# What is wrong with a file is said in many ways; on a translated page in one.
_FILE = _(
    "%(name)s: this file can’t be attached. Choose a picture (JPEG, PNG, WebP, HEIC) or a PDF of up to 10 MB that "
    "opens without a password."
)


@translated
@require_safe
def choose_school(request: HttpRequest) -> HttpResponse:
    """Every open school, to find the one that a report is for."""
    return _choose(request, SchoolSearch(request.GET), "concerns:report", "concerns/intake/schools.html")


@translated
@require_safe
def choose_childs_school(request: HttpRequest) -> HttpResponse:
    """The same for a child, in a child's words."""
    form = ChildSchoolSearch(request.GET)
    return _choose(request, form, "concerns:report-child", "concerns/intake/child_schools.html")


def _choose(request: HttpRequest, form: SchoolSearch, leads_to: str, template: str) -> HttpResponse:
    """The open schools that a search finds; where there is one school in all, its page at once."""
    every = open_schools(timezone.localdate())
    name = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(every.filter(name__icontains=name), SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    if not name and page.paginator.count == 1:
        return redirect(leads_to, school=page[0].slug)
    asks = bool(name) or page.paginator.count > FEW_SCHOOLS
    return render(request, template, {"form": form, "page_obj": page, "asks": asks})


@require_safe
def choose_own_school(request: HttpRequest) -> HttpResponse:
    """The schools for which a member of staff reports; of one alone, its page at once."""
    roles = gate.table["concerns:report"].roles
    form = SchoolSearch(request.GET)
    name = form.cleaned_data["q"].casefold() if form.is_valid() else ""
    every = own_schools(request.user, roles, timezone.localdate())
    if len(every) == 1:
        return redirect("concerns:report-staff", school=every[0].slug)
    page = Paginator([school for school in every if name in school.name.casefold()], SCHOOLS_PER_PAGE)
    context = {"form": form, "page_obj": page.get_page(request.GET.get("page"))}
    return render(request, "concerns/intake/own_schools.html", context)


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """What a member of staff shares from another app on their phone is contact that they received (COM3)."""
    words = " ".join(request.GET.get(name, "") for name in ("url", "text", "title")).split()
    link = next((word for word in words if word.startswith(("https://", "http://"))), "")
    schools = own_schools(request.user, gate.table["concerns:report"].roles, timezone.localdate())
    query = {"link": link} if link else None
    places = [(school, reverse("concerns:report-contact", args=[school.slug], query=query)) for school in schools]
    if len(places) == 1:
        return redirect(places[0][1])
    page = Paginator(places, SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "concerns/intake/shared.html", {"page_obj": page})


@translated
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, school: str) -> HttpResponse:
    """Anybody reports, in three screens."""
    return _walk(request, PublicJourney(request.place))


@translated
@require_http_methods(["GET", "POST"])
def child(request: HttpRequest, school: str) -> HttpResponse:
    """A child reports, in two screens."""
    return _walk(request, ChildJourney(request.place))


@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest, school: str) -> HttpResponse:
    """A member of staff reports; what has a page of its own is done there."""
    own = _OWN_PAGE.get(request.POST.get("type", "")) if request.POST.get("screen") == "about" else None
    if own:
        return redirect(own, school=school)
    return _walk(request, StaffJourney(request.place, request.user))


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, school: str) -> HttpResponse:
    """Somebody was contacted on their own account."""
    return _walk(request, ContactJourney(request.place, request.user))


@require_http_methods(["GET", "POST"])
def myself(request: HttpRequest, school: str) -> HttpResponse:
    """Somebody tells leaders about themselves."""
    return _walk(request, MyselfJourney(request.place, request.user))


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, school: str) -> HttpResponse:
    """What came on paper is entered."""
    return _walk(request, PaperJourney(request.place, request.user))


def _walk(request: HttpRequest, journey: Journey) -> HttpResponse:
    if request.method != "POST":
        chosen = journey.type_in(request.GET.dict())
        return _screen(request, steps.begin(journey, _shared(request) | ({"type": chosen} if chosen else {})))
    with on_the_way():
        step = steps.walk(journey, request.POST, request.FILES)
        # What was sent already is not asked about again: who should not read it is kept out at once.
        ready = not step.must_be_seen or is_shown_again(step.token, request.POST)
        try:
            receipt = take_in(replace(step.sent, language=current())) if step.sent and ready else None
        except Refused as problem:
            step.form.add_error("files", _said_of_file(problem))
            receipt = None
    if receipt:
        return _sent(journey, step.sent, receipt)
    if is_shown_again(step.token, request.POST):
        return _was_sent(request)
    return _screen(request, step)


def _said_of_file(problem: Refused) -> str:
    return str(problem) if is_english() else _FILE % {"name": str(problem).partition(":")[0]}


def _sent(journey: Journey, sent: ReportInput, receipt: Receipt) -> HttpResponse:
    """On to the receipt; what the browser has kept of the pages before it goes."""
    signed = sent.reporter is not None and sent.reporter.person is not None
    facts = {
        "code": receipt.code, "concern": str(receipt.concern.pk), "at_once": receipt.at_once, "signed": signed,
        "route": journey.route,
    }  # fmt: skip
    answer = redirect("concerns:sent", school=journey.school.slug, once=receipt_pages.pack(facts))
    answer.status_code = 303
    answer["Clear-Site-Data"] = '"cache"'
    answer["Cache-Control"] = "no-store"
    return answer


@translated
@require_safe
def sent(request: HttpRequest, school: str, once: str) -> HttpResponse:
    """The receipt, this once."""
    facts = receipt_pages.open_once(once)
    concern = told.by_id(facts["concern"]) if facts else None
    if concern is None or concern.school_id != request.place.pk:
        return _was_sent(request)
    journey = _BY_ROUTE[facts["route"]](request.place)
    if journey.route in BY_STAFF:
        stay_english(request)
    receipt = Receipt(facts["code"], concern, tuple(concern.clocks.all()), facts["at_once"])
    return _receipt(request, journey, receipt, signed=facts["signed"])


@never_cache
def _was_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "concerns/intake/was_sent.html")


def _screen(request: HttpRequest, step: steps.Step) -> HttpResponse:
    """The page of a screen. A browser may keep it for its Back button, so that nothing is lost; nothing else may."""
    if form := receipts.form_in(step.token):
        receipts.hash_ahead(form)
    context = {"step": step, "form": step.form, "journey": step.journey, "comes_again": step.comes_again}
    if step.no_pictures:
        today = timezone.localdate()
        context["outside"] = told.outside(ConcernType.IMAGES, step.journey.audience, today)
    answer = render(request, step.journey.template, context)
    patch_cache_control(answer, private=True, max_age=0)
    return answer


@never_cache
def _receipt(request: HttpRequest, journey: Journey, receipt: Receipt, *, signed: bool) -> HttpResponse:
    """The code, this once: no browser and nothing in between may keep this page."""
    now = timezone.now()
    context = {
        "opens_once": True,
        "journey": journey,
        "receipt": receipt,
        "standing": told.progress_of(receipt.concern, now, receipt.clocks),
        "danger": receipt.concern.in_danger,
        "signed": signed,
        "outside": told.outside(
            receipt.concern.type,
            journey.audience,
            timezone.localdate(now),
            child_at_risk=told.says_child_at_risk(receipt.concern),
        ),
    }
    answer = render(request, journey.receipt_template, context)
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _shared(request: HttpRequest) -> dict[str, str]:
    """An address that was shared with us from another app."""
    link = request.GET.get("link", "")
    try:
        URLValidator(schemes=["http", "https"])(link[: LONG + 1])
    except ValidationError:
        return {}
    return {"link": link} if len(link) <= LONG else {}
