"""The queue, and words inside cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions.search import note_search
from lanyard.concerns.casework.forms.search import SearchForm
from lanyard.concerns.casework.queries.rows import rows_for
from lanyard.concerns.casework.queries.search import schools_to_search
from lanyard.concerns.casework.queries.search import search as find


@never_cache
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Words inside the cases of one school. They are sent in the body, so that no address or log ever holds them."""
    schools = schools_to_search(request.user, timezone.localdate())
    form = SearchForm(request.POST or None, schools=schools)
    if len(schools) == 1:
        form.fields["school"].initial = str(schools[0].pk)
    found = None
    if request.method == "POST" and form.is_valid():
        school = form.cleaned_data["school"]
        found = find(request.user, school, form.cleaned_data["words"])
        note_search(by=request.user, school=school, found=len(found.concerns))
    rows = rows_for(found.concerns, timezone.now()) if found else []
    context = {"form": form, "found": found, "rows": rows, "schools": schools}
    return render(request, "concerns/casework/search.html", context)
