"""Forms that another site sends in somebody's name are refused; forms that need nobody's name need no cookie.

Who is signed in is told by a cookie, and a browser sends it with whatever page asks. So each form of somebody signed in
carries a token that only our own pages know. Where a route is `cookieless`, nothing is done in anybody's name: what is
sent there is taken from any browser, with cookies or without, also from one that hides where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

# The hidden field that says for whom a page was made.
TYPED_BY = "typed_by"
_SALT = "ui.typed-by"


class Forgery(CsrfViewMiddleware):
    """Django's protection, as this house needs it."""

    def process_view(self, request: HttpRequest, callback: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        access = getattr(callback, "access", None)
        if access is not None and access.cookieless:
            request.csrf_processing_done = True
            return None
        return super().process_view(request, callback, args, kwargs)

    def _origin_verified(self, request: HttpRequest) -> bool:
        """A browser that is told to hide where it comes from says `null`. The token decides, as where none is said."""
        if request.META["HTTP_ORIGIN"] == "null" and not is_from_elsewhere(request):
            return True
        return super()._origin_verified(request)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser itself says that another site sent this."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


def typed_by(user: Any) -> str:
    """What a form carries, so that what is typed in it is given back to nobody else."""
    return signing.dumps(str(user.pk), salt=_SALT)


def typist_in(text: str) -> str | None:
    """The id of the user for whom the page with this form was made; None when it says nothing of ours."""
    try:
        return signing.loads(text, salt=_SALT)
    except (signing.BadSignature, TypeError):
        return None
