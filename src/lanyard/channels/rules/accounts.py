"""Whether two web addresses name one account (OFF1, OFF3). Pure.

`is_same_account` is asked before an address is changed without a new approval, so it is strict: in doubt it is another
account. `leads_to` is asked of a link that was found on a website, so it forgives how people write addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

# What the same site is called on a phone or with its full name.
_FRONTS = ("www.", "m.", "mobile.")
_PORTS = {"http": 80, "https": 443, "": None}
# What is put behind an address to see where somebody came from, or in which language; never who is meant.
_TRACKING = frozenset(
    "fbclid gclid igsh igshid mibextid si feature ref ref_src ref_url hl lang locale s t src source "
    "utm_source utm_medium utm_campaign utm_term utm_content".split()
)


@dataclass(frozen=True)
class Account:
    """An address without what differs between people who write it. `host` is "" where it is no web address."""

    host: str
    path: str
    asks: frozenset[tuple[str, str]]


def account_of(url: str) -> Account:
    """What an address says of an account: its host without "www." or "m.", its path, and what it asks for by name."""
    text = url.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = parts.hostname or "", parts.port
        host = host.rstrip(".").encode("idna").decode() if host else ""
    except (ValueError, UnicodeError):
        return Account("", "", frozenset())
    if parts.scheme not in _PORTS:
        return Account("", "", frozenset())
    front = next((one for one in _FRONTS if host.startswith(one) and "." in host.removeprefix(one)), "")
    host = host.removeprefix(front)
    if port and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = "/".join(piece for piece in unquote(parts.path).split("/") if piece)
    asks = frozenset((key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _TRACKING)
    return Account(host, path, asks)


def is_same_account(one: str, other: str) -> bool:
    """Whether both are one account, however it is written. Two paths of other case are two: on some services they
    are."""
    return bool(account_of(one).host) and account_of(one) == account_of(other)


def leads_to(link: str, wanted: str) -> bool:
    """Whether a link leads to the wanted account: other case, "www." or "m.", a last slash, more behind "?" or "#" and
    http for https make no difference. What the wanted address itself asks for ("profile.php?id=7") has to be there."""
    there, asked = account_of(link), account_of(wanted)
    if not asked.host:
        return False
    same = (there.host.lower(), there.path.casefold()) == (asked.host.lower(), asked.path.casefold())
    return same and asked.asks <= there.asks
