"""The search page. What is searched for comes by POST and waits in the session: no address and no log holds it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.kernel import search as kernel
from lanyard.ui.forms import Form

ASKED = "search_words"


class SearchForm(Form):
    """What to look for."""

    words = forms.CharField(
        label="Search for", max_length=kernel.LONGEST, min_length=kernel.SHORTEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "type": "search"}),
    )  # fmt: skip
    missing = {"words": "Enter a name, a reference or words to find"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """What somebody may see, by a few words of it. The page comes back to what was found after a result was opened."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid():
            request.session[ASKED] = form.cleaned_data["words"]
            return redirect("ui:search")
        asked = ""
    else:
        asked = request.session.get(ASKED, "")
        form = SearchForm(initial={"words": asked})
    context = {
        "form": form,
        "asked": asked,
        "found": kernel.search(request, asked) if asked else None,
        "kinds": kernel.searchable(request),
    }
    return render(request, "ui/search.html", context)
