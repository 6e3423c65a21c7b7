"""What must be right before anything starts. Each problem is one plain sentence with what to do about it."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import get_resolver

from lanyard.kernel.gate import unopened_routes


@register(Tags.urls)
def every_route_is_declared(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A page that says nothing about who may open it stops the start."""
    return [
        Error(f"The page “{where}” declares no access, or a permission that no room has.", id="lanyard.E001")
        for where in unopened_routes(get_resolver().url_patterns)
    ]


@register(Tags.security)
def keys_are_there(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Without its keys an installation can neither read what it protects nor seal its audit trail."""
    paths = (Path(settings.FIELD_KEYS_FILE), Path(settings.LANYARD_HOME) / "keys" / "audit-key")
    return [
        Error(f"There is no key at {path}.", hint="Run “lanyard setup”, or put back the copy.", id="lanyard.E002")
        for path in paths
        if not path.is_file()
    ]


@register(Tags.security)
def demonstration_stays_at_home(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A demonstration lets anybody be anybody: it must not answer to a name that others can reach."""
    outside = [host for host in settings.ALLOWED_HOSTS if settings.DEMONSTRATION and not is_this_computer(host)]
    return [
        Error(
            f"LANYARD_DEMONSTRATION is set, and LANYARD_HOSTS names “{host}”, which others can reach.",
            hint="Leave out one of the two.",
            id="lanyard.E003",
        )
        for host in outside
    ]


@register(Tags.security)
def providers_are_complete(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Signing in with Microsoft needs the trust's own directory, and every provider needs a protected connection."""
    found = []
    for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        if app["provider_id"] == "microsoft" and not settings.MICROSOFT_TENANT:
            found.append(Error("LANYARD_MICROSOFT_TENANT is missing: the id of your directory.", id="lanyard.E004"))
        issuer = urlsplit(app["settings"]["server_url"])
        if issuer.scheme != "https" and not is_this_computer(issuer.hostname or ""):
            found.append(Error(f"{app['name']} must be asked at an https:// address.", id="lanyard.E005"))
    return found


def is_this_computer(name: str) -> bool:
    """Whether a host name or address can only mean the computer it is used on."""
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost"
