"""In which language a page is shown: English, but for pages whose view is `translated`.

On those it is the language that was chosen on the page, else the one that the browser asks for. A choice is carried in
the address (`?lang=pl`) and in the forms of the pages, never in a cookie: somebody may report without leaving a trace.
Everything else (staff pages, emails, notices, the audit trail) stays in English whatever a browser says.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lanyard.kernel import gate

# The name of the choice in addresses and forms.
CHOICE = "lang"
# What a button of a form sends as `go` that shows the page in another language, before the key of that language.
BUTTON = "lang-"
ENGLISH = "en-gb"

# Routes by their names, and whether their pages are translated.
_ROUTES: dict[str, bool] = {}


def translated(view: Callable) -> Callable:
    """Mark a view: its pages are shown in the visitor's language."""
    view.is_translated = True
    return view


def translated_for_families(view: Callable) -> Callable:
    """The same for pages that staff have too: who works for a school sees them in English."""
    view.is_english_for = _is_staff
    return translated(view)


def translated_for_visitors(view: Callable) -> Callable:
    """The same for pages that change once somebody has signed in: from then on they are in English."""
    view.is_english_for = _is_signed_in
    return translated(view)


def stay_english(request: HttpRequest) -> None:
    """Show this page in English after all: the view has found out that it is of staff."""
    request.is_translated = False
    translation.activate(ENGLISH)


def in_english() -> AbstractContextManager:
    """Around whatever is kept, sent or written to the trail while a translated page is asked for."""
    return translation.override(ENGLISH)


def current() -> str:
    """The language of the page that is being made: a key of LANGUAGES."""
    return translation.get_language() or ENGLISH


def is_english() -> bool:
    """Whether the page that is being made is the English one."""
    return current().startswith("en")


def chosen(request: HttpRequest) -> str:
    """The language that was chosen on a page; "" while none was, or none that we have."""
    pressed = request.POST.get("go", "").removeprefix(BUTTON)
    wanted = (pressed, request.POST.get(CHOICE, ""), request.GET.get(CHOICE, ""))
    return next((code for code in wanted if code in dict(settings.LANGUAGES)), "")


def is_changed(request: HttpRequest) -> bool:
    """Whether a form was sent only to see its page in another language: nothing may come of it."""
    return request.POST.get("go", "").startswith(BUTTON)


def carried(url: str, language: str, *, route: str = "") -> str:
    """The address with the language in it, if it leads to a page of ours that is translated.

    With the name of its `route`, addresses of that route are looked up once: that takes a millisecond, and a list has
    many.
    """
    parts = urlsplit(url)
    if not language or parts.netloc:
        return url
    if not (_leads_to_translated(route, parts.path) if route else _is_translated(parts.path)):
        return url
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != CHOICE]
    return urlunsplit(parts._replace(query=urlencode([*query, (CHOICE, language)])))


def _leads_to_translated(route: str, path: str) -> bool:
    if route not in _ROUTES:
        _ROUTES[route] = _is_translated(path)
    return _ROUTES[route]


@lru_cache(maxsize=256)
def _is_translated(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "is_translated", False)
    except Resolver404:
        return False


def _is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def _is_staff(request: HttpRequest) -> bool:
    return _is_signed_in(request) and gate.resolver().allows(request.user, frozenset({"staff"}), None)


class Language:
    """Shows each page in its language, and takes a language that was chosen along wherever the page leads next."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_translated = False
        with in_english():
            answer = self.get_response(request)
            if not request.is_translated:
                return answer
            answer.headers.setdefault("Content-Language", current())
            patch_vary_headers(answer, ["Accept-Language"])
            if "Location" in answer:
                answer["Location"] = carried(answer["Location"], chosen(request))
            return answer

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        stays_english = getattr(view, "is_english_for", lambda request: False)
        if getattr(view, "is_translated", False) and not stays_english(request):
            request.is_translated = True
            translation.activate(chosen(request) or translation.get_language_from_request(request))
