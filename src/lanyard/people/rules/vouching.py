"""Which address an ID token vouches for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def confirmed_address(provider: str, claims: Mapping[str, Any], tenant: str) -> str:
    """The email address that Microsoft or Google vouches for in an ID token; empty if it vouches for none.

    At Microsoft anybody who runs a tenant can write any address into `email`. It counts only from the trust's own
    tenant (`tid`), or with Microsoft's word that the domain's owner was checked (`xms_edov`), or `email_verified`.
    """
    address = claims.get("email") or ""
    vouched = claims.get("email_verified") is True
    if provider == "microsoft":
        own = bool(tenant) and str(claims.get("tid", "")).lower() == tenant.lower()
        vouched = vouched or own or str(claims.get("xms_edov", "")).lower() in ("1", "true")
    return address if vouched and isinstance(address, str) else ""
