"""The page for a form whose token is not right: nothing was done, and nothing typed is lost."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lanyard.kernel import forgery, registry
from lanyard.people import unsent, unsent_pages


@never_cache
@require_safe
def stay(request: HttpRequest) -> JsonResponse:
    """They are still there: until when they stay signed in, in seconds and as it is said."""
    until = timezone.localtime(request.signed_out_at)
    return JsonResponse({"until": int(until.timestamp()), "clock": f"{until:%H:%M}"})


def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give it back in its page, keep it until its sender has signed in, or give it back here."""
    content = unsent.content_of(request)
    if not any(value.strip() for _, values in content["fields"] for value in values) and not content["files"]:
        return render(request, "403_csrf.html", status=403)
    if forgery.is_from_elsewhere(request) or "Origin checking failed" in reason:
        # Nobody is led to press a button for another site.
        return unsent_pages.given_back(request, content, "elsewhere")
    named = forgery.typist_in(request.POST.get(forgery.TYPED_BY, ""))
    if request.user.is_authenticated and named not in (None, str(request.user.pk)):
        return unsent.for_somebody_else(request)
    if back := unsent.keep(request):
        return redirect(
            back if request.user.is_authenticated else redirect_to_login(back, registry.way_in(request)).url
        )
    return unsent_pages.given_back(request, content, "no_cookie" if not request.COOKIES else "moved", again=True)
