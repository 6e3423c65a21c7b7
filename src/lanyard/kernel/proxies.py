"""Who is at the other end of the line, where a web server in front passes requests on.

Only what a server named in LANYARD_PROXIES says is believed, and of a chain of them only what they themselves saw:
from the end, the first address that is none of theirs. Whatever a visitor wrote into the header stands before that.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lanyard.kernel.networks import Network


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The address of the visitor: the peer's own, or what trusted servers say of whom they passed on."""
    found = peer
    for said in (peer, *reversed(forwarded.split(","))):
        address = _address(said)
        if address is None:
            break
        found = str(address)
        if not any(address in network for network in trusted):
            break
    return found


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address in a text, without a port; None where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class VisitorsAddress:
    """Puts the visitor's own address where Django and the sign-in look for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = client_address(peer, forwarded, settings.PROXIES)
        return self.get_response(request)
