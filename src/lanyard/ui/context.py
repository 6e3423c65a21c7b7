"""What every page's frame needs."""

from django.http import HttpRequest

from lanyard.ui import registry


def page(request: HttpRequest) -> dict:
    """The bar's entries for this person."""
    return {"menu": registry.menu_for(request) if getattr(request, "user", None) else []}
