"""What is on record of a case: its chronology, linked cases, and who looked."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.concerns.actions import entering, links
from lanyard.concerns.actions.common import may_handle
from lanyard.concerns.actions.looks import look
from lanyard.concerns.forms.case import EditEntryForm, EntryForm, LinkForm
from lanyard.concerns.models import Concern, Entry
from lanyard.concerns.queries.case import links_of
from lanyard.concerns.queries.looks import looks_at
from lanyard.concerns.views.common import concern_or_404, on_case, one_of, press_on_case
from lanyard.records.queries import told

ON_A_PAGE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Enter what happened."""
    found = concern_or_404(request, concern)
    now = timezone.localtime()
    initial = {"version": found.version, "happened_on": now.date(), "happened_time": now.strftime("%H:%M")}
    form = EntryForm(request.POST or None, initial=initial)
    return on_case(request, found, form, entering.add_entry, template="concerns/entry.html", done="Saved.")


@never_cache
@require_http_methods(["GET", "POST"])
def edit_entry(request: HttpRequest, concern: UUID, entry: UUID) -> HttpResponse:
    """Change an entry, with a reason."""
    found, row = _entry(request, concern, entry)
    if row.kind not in entering.WRITTEN:
        raise Http404
    then = timezone.localtime(row.happened_at)
    initial = {
        "version": found.version, "text": row.text, "happened_on": then.date(), "happened_time": then.strftime("%H:%M"),
    }  # fmt: skip
    form = EditEntryForm(request.POST or None, initial=initial)

    def act(**fields: object) -> None:
        entering.edit_entry(entry=row, **fields)

    return on_case(request, found, form, act, template="concerns/entry.html", done="Saved.", entry=row)


@never_cache
@require_GET
def entry(request: HttpRequest, concern: UUID, entry: UUID) -> HttpResponse:
    """An entry with everything it said before, and why it was changed."""
    found, row = _entry(request, concern, entry)
    edits = list(row.edits.select_related("by"))
    return render(request, "concerns/entry_before.html", {"concern": found, "entry": row, "edits": edits})


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Link another concern by its reference."""
    found = concern_or_404(request, concern)
    form = LinkForm(request.POST or None, initial={"version": found.version})
    return on_case(request, found, form, links.link, template="concerns/link.html", done="They are linked.")


@require_POST
def unlink(request: HttpRequest, concern: UUID, link: UUID) -> HttpResponse:
    """Take a link away."""
    found = concern_or_404(request, concern)
    row = one_of(links_of(request.user, found.pk), link)
    return press_on_case(request, found, links.unlink, done="They are not linked any more.", link=row)


@never_cache
@require_GET
def looks(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Who looked at the concern and when."""
    found = concern_or_404(request, concern)
    events = looks_at(found, request.user)
    if events is None:
        raise Http404
    page = Paginator(events, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"concern": found, "page_obj": page, "rows": told(page.object_list)}
    return render(request, "concerns/looks.html", context)


def _entry(request: HttpRequest, concern: UUID, entry: UUID) -> tuple[Concern, Entry]:
    """An entry of a case; it is shown, so that the look is on record."""
    found = concern_or_404(request, concern)
    row = one_of(found.entries.select_related("by"), entry)
    look(by=request.user, concern=found, handles=may_handle(request.user, found))
    return found, row
