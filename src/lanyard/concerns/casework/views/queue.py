"""The queue, and words inside cases."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lanyard.concerns.casework.forms.queue import GROUPS, QueueForm
from lanyard.concerns.casework.queries.queue import Narrowed, page_of
from lanyard.concerns.casework.queries.rows import rows_for
from lanyard.concerns.casework.queries.search import schools_to_search
from lanyard.concerns.core.models import IN_FLOOD
from lanyard.ui.tables import asked_for, cut_at

# A file of the queue holds as many as somebody could work through, the most urgent first.
IN_A_FILE = 2_000


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, nearest clock first; on another tab what is closed."""
    schools = schools_to_search(request.user, timezone.localdate())
    form = QueueForm(request.GET, schools=schools)
    narrowed = form.narrowed if form.is_valid() else Narrowed()
    marks = {name: request.GET.get(name, "") for name in ("after", "before")}
    whole = {"at_most": IN_A_FILE} if asked_for(request) else {}
    page = page_of(request.user, narrowed, **marks, **whole)
    if whole and page.after:
        cut_at(request, IN_A_FILE)
    rows = rows_for(page.rows, timezone.now())
    context = {
        "form": form,
        "rows": [row for row in rows if row.concern.rank != IN_FLOOD],
        "flood": [row for row in rows if row.concern.rank == IN_FLOOD],
        "narrowed": narrowed,
        "several_schools": len(schools) > 1,
        "is_narrowed": bool(narrowed.group or narrowed.school),
        "tabs": _tabs(narrowed),
        "previous": _address(narrowed, before=page.before) if page.before else "",
        "next": _address(narrowed, after=page.after) if page.after else "",
    }
    return render(request, "concerns/casework/queue.html", context)


def _tabs(narrowed: Narrowed) -> list[dict[str, object]]:
    waiting = not narrowed.closed
    return [
        {"label": "Waiting", "url": _address(), "here": waiting and not narrowed.mine},
        {"label": "Assigned to me", "url": _address(Narrowed(mine=True)), "here": waiting and narrowed.mine},
        {"label": "Closed", "url": _address(Narrowed(closed=True)), "here": narrowed.closed},
    ]


def _address(narrowed: Narrowed | None = None, **marks: str) -> str:
    narrowed = narrowed or Narrowed()
    said = {
        "tab": "closed" if narrowed.closed else "mine" if narrowed.mine else "",
        "group": narrowed.group if narrowed.group in dict(GROUPS) else "",
        "school": narrowed.school or "",
        **marks,
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return reverse("concerns:queue") + (f"?{query}" if query else "")
