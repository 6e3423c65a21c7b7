"""What every page's frame needs."""

from functools import cache, partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lanyard.kernel import help, registry
from lanyard.ui import guides


def page(request: HttpRequest) -> dict:
    """The bar's entries, who is signed in, the links at the foot, and whether this is a demonstration.

    Each is asked for when a page shows it, and once: a page without a bar doesn't wait for what would stand there.
    """
    # An error page may be drawn before anybody was asked who they are.
    known = hasattr(request, "user")
    return {
        "menu": cache(partial(registry.menu_for, request)) if known else [],
        "who": cache(partial(_who, request)) if known else None,
        "way_in": cache(partial(_way_in, request)) if known else "",
        "public_links": cache(partial(registry.links_for_anybody, request)),
        "help_url": cache(partial(_help, request)),
        "demonstration": settings.DEMONSTRATION,
        # When whoever is signed in is signed out if they do nothing; a page for a visitor has none.
        "signed_out_at": getattr(request, "signed_out_at", None),
    }


def _help(request: HttpRequest) -> str:
    """The part of a guide that is about this page, or else all guides."""
    found = request.resolver_match and help.sections.get(request.resolver_match.view_name)
    return guides.address(found) if found else reverse("ui:guides")


def _who(request: HttpRequest) -> registry.Identity | None:
    return registry.identity_of(request) if request.user.is_authenticated else None


def _way_in(request: HttpRequest) -> str:
    return "" if request.user.is_authenticated else registry.way_in(request)
