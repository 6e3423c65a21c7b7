"""All routes. Each room brings its own; so do the sign-in pages, whose names are the sign-in library's."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    *[path("", include(f"lanyard.{room}.urls")) for room in settings.ROOMS if find_spec(f"lanyard.{room}.urls")],
    path("", include("lanyard.people.signin_urls")),
]
