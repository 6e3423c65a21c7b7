"""All routes. Each room brings its own; those of the sign-in library are declared open here."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path

from lanyard.ui import gate

_library = import_module("allauth.urls").urlpatterns
gate.declare_all(_library, gate.anyone())

urlpatterns = [
    *[
        path("", include(f"lanyard.{room}.urls"))
        for room in settings.ROOMS
    ],
    path("accounts/", include("allauth.urls")),
]  # fmt: skip
