"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest

from lanyard.ui import registry


def page(request: HttpRequest) -> dict:
    """The bar's entries, who is signed in, the links at the foot, and whether this is a demonstration."""
    # An error page may be drawn before anybody was asked who they are.
    known = hasattr(request, "user")
    return {
        "menu": registry.menu_for(request) if known else [],
        "who": registry.identity_of(request) if known and request.user.is_authenticated else None,
        "way_in": registry.way_in(request) if known and not request.user.is_authenticated else "",
        "public_links": registry.public_cards(request),
        "demonstration": settings.DEMONSTRATION,
    }
