"""What is typed is never lost: a form that can't be taken now is kept for its sender, or given back to them at once.

Kept: when somebody was signed out, has signed in again elsewhere, or owes a second step, for whoever the form names as
the one it was made for. They find it in its page once they are signed in. Given back at once: where nobody is named.
Neither an address nor a line of the log holds anything of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lanyard.kernel import forgery, registry
from lanyard.people import unsent_pages as pages
from lanyard.people.actions.unsent import forget_unsent, keep_unsent
from lanyard.people.models import Unsent, User
from lanyard.people.queries.unsent import account, one_unsent, unsent_of
from lanyard.people.unsent_pages import NAME

OURS = frozenset({"csrfmiddlewaretoken", forgery.TYPED_BY, NAME})
# Characters of one form that are kept. More is given back at once.
LONGEST = 500_000


def content_of(request: HttpRequest) -> dict[str, Any]:
    """What a form sent, as it is kept."""
    sent = [(name, values) for name, values in request.POST.lists() if name not in OURS]
    query = request.GET.copy()
    query.pop(NAME, None)
    return {
        "path": request.path,
        "query": query.urlencode(),
        "fields": [[name, values] for name, values in sent if name not in registry.never_kept],
        "left_out": [name for name, values in sent if name in registry.never_kept and any(values)],
        "files": [upload.name or "" for _, uploads in request.FILES.lists() for upload in uploads],
    }


def sent_by(request: HttpRequest) -> User | None:
    """The user for whom the page was made whose form was sent, or else who is signed in."""
    named = _typist(request)
    if named:
        return account(named)
    return request.user if request.user.is_authenticated else None


def keep(request: HttpRequest) -> str | None:
    """Keep what the form sent for its sender; answers the address to come back to. None where it can't be kept."""
    user, content = sent_by(request), content_of(request)
    if not _is_worth(content):
        # A button alone: back to the page that it was on.
        came_from = urlsplit(request.headers.get("referer", ""))
        return came_from.path if came_from.netloc == request.get_host() else request.get_full_path()
    if user is None or not request.COOKIES or sum(len(v) for _, values in content["fields"] for v in values) > LONGEST:
        return None
    return back_to(keep_unsent(user=user, content=content))


def keep_or_give_back(request: HttpRequest) -> str | HttpResponse:
    """For the gate: the address to come back to, or a page with what was typed."""
    return keep(request) or pages.given_back(request, content_of(request), "signed_out")


def back_to(kept: Unsent) -> str:
    """The address at which it is given back."""
    query = kept.content["query"]
    return f"{kept.content['path']}?{query}{'&' if query else ''}{urlencode({NAME: kept.pk})}"


def of(user: User) -> list[Unsent]:
    """All that is kept for somebody, the newest first."""
    return unsent_of(user, timezone.now())


class GiveBack:
    """Puts what was kept back into its page, for its sender alone, and stops a form that somebody else began."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.method == "POST" and answer.status_code in (403, 404) and _is_own(request):
            # The role ended, the case went elsewhere, or the page is gone while they were writing.
            content = content_of(request)
            return (
                pages.given_back(request, content, "shut", status=answer.status_code) if _is_worth(content) else answer
            )
        if request.method != "GET" or NAME not in request.GET or getattr(answer, "sent_away", False):
            return answer
        kept = _wanted(request)
        return pages.put_back(request, kept, answer) if kept else answer

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> HttpResponse | None:
        if request.method != "POST" or getattr(getattr(view, "access", None), "cookieless", False):
            return None
        if not request.user.is_authenticated:
            return None
        named = _typist(request)
        if named and named != str(request.user.pk):
            return for_somebody_else(request)
        if pk := _uuid(request.POST.get(NAME, "")):
            forget_unsent(user=request.user, pk=pk)
        return None


def for_somebody_else(request: HttpRequest) -> HttpResponse:
    """Somebody signed in on a device on which another person's page was still open: it is kept for that person."""
    keep(request)
    return pages.not_yours(request)


def _wanted(request: HttpRequest) -> Unsent | None:
    pk = _uuid(request.GET.get(NAME, ""))
    if pk is None or not request.user.is_authenticated:
        return None
    kept = one_unsent(request.user, pk, timezone.now())
    return kept if kept and kept.content["path"] == request.path else None


def _is_own(request: HttpRequest) -> bool:
    """Whether who is signed in sent the form of a page that was made for them."""
    return request.user.is_authenticated and _typist(request) == str(request.user.pk)


def _typist(request: HttpRequest) -> str | None:
    return forgery.typist_in(request.POST.get(forgery.TYPED_BY, ""))


def _is_worth(content: dict[str, Any]) -> bool:
    return bool(content["files"]) or any(value.strip() for _, values in content["fields"] for value in values)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
