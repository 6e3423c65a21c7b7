"""Addresses and networks, as the configuration names them. Needs no settings: it is read before there are any."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(named: Sequence[str]) -> tuple[Network, ...]:
    """The addresses and networks of these names ("10.0.0.7", "10.0.0.0/24", "::1"). Raises `ValueError`."""
    return tuple(ipaddress.ip_network(name.strip()) for name in named if name.strip())
