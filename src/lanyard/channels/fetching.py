"""Reads one public web page and nothing else: never an address inside our own network, whoever wrote the link.

Every address that a name stands for is looked at, and the connection goes to the one that was looked at, so a name
can't change its mind in between. Each redirect is looked at anew. Size and redirects are limited, and so is the time
of all of it together: looking the name up, connecting, every redirect and the last byte.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from lanyard.channels.rules.accounts import leads_to

SECONDS_EACH = 5
SECONDS_IN_ALL = 15
LARGEST = 1_000_000
REDIRECTS = 3
_PORTS = {"http": 80, "https": 443}
_REDIRECTING = (301, 302, 303, 307, 308)
# Addresses that stand for others, in which a private one may hide.
_TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class CannotFetch(Exception):
    """The text is a code: `no_address`, `not_public`, `not_web`, `too_large`, `too_many`, `no_answer`, `not_found`."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, multicast or reserved."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    if ip.version == 6 and any(ip in network for network in _TRANSLATED):
        return False
    return ip.is_global and not ip.is_multicast


def read_page(url: str, *, allow_loopback: bool = False) -> str:
    """The text of the page at the address. `allow_loopback` is for tests, whose web server is on this machine.

    Raises `CannotFetch`.
    """
    ends = time.monotonic() + SECONDS_IN_ALL
    for _ in range(REDIRECTS + 1):
        text, onward = _one(url, allow_loopback, ends)
        if onward is None:
            return text
        url = urljoin(url, onward)
    raise CannotFetch("too_many")


def _left(ends: float) -> float:
    """The seconds that are left. Raises `CannotFetch` when none are."""
    left = ends - time.monotonic()
    if left <= 0:
        raise CannotFetch("no_answer")
    return left


def _one(url: str, allow_loopback: bool, ends: float) -> tuple[str, str | None]:
    """The text of one answer, and where it leads on to."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        raise CannotFetch("not_web") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
        raise CannotFetch("not_web")
    if port != _PORTS[parts.scheme] and not allow_loopback:
        raise CannotFetch("not_web")
    address = _looked_at(parts.hostname, port, allow_loopback, _left(ends))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    seconds = min(SECONDS_EACH, _left(ends))
    connection = _Pinned(parts.hostname, port, address, secure=parts.scheme == "https", seconds=seconds)
    # Somebody who sends a byte now and then would hold us for ever: the whole has to be done in time.
    watch = threading.Timer(_left(ends), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "identity"})
        with connection.getresponse() as answer:
            return _answer(answer)
    except (OSError, http.client.HTTPException, ValueError):
        raise CannotFetch("no_answer") from None
    finally:
        watch.cancel()
        connection.close()


def _answer(answer: http.client.HTTPResponse) -> tuple[str, str | None]:
    if answer.status in _REDIRECTING and answer.headers.get("Location"):
        return "", answer.headers["Location"]
    if answer.status != http.HTTPStatus.OK:
        raise CannotFetch("not_found")
    sent = answer.read(LARGEST + 1)
    if len(sent) > LARGEST:
        raise CannotFetch("too_large")
    return sent.decode("utf-8", errors="replace"), None


def _looked_at(host: str, port: int, allow_loopback: bool, seconds: float) -> str:
    """One address of the host, if all of them are public. Raises `CannotFetch`."""
    found = _addresses(host, port, seconds)
    for address in found:
        if not is_public(address) and not (allow_loopback and ipaddress.ip_address(address).is_loopback):
            raise CannotFetch("not_public")
    return found[0]


def _addresses(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, looked up for so long at most: the system itself may take minutes."""
    found: list[str] = []

    def look_up() -> None:
        try:
            found.extend(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise CannotFetch("no_answer")
    if not found:
        raise CannotFetch("no_address")
    return found


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, speaking to the host that was asked for."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), timeout=self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End it from another thread."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


class _Links(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found |= {value for name, value in attrs if name == "href" and value}


def links_on(page: str, base: str) -> list[str]:
    """Where the links of a page lead."""
    links, found = _Links(), []
    links.feed(page)
    for link in sorted(links.found):
        try:
            found.append(urljoin(base, link.strip()))
        except ValueError:
            # An address that is none, such as "http://[": it leads nowhere.
            continue
    return found


def has_link(links: Iterable[str], wanted: str) -> bool:
    """Whether one of the links leads to the wanted account, however its address is written."""
    return any(leads_to(link, wanted) for link in links)
