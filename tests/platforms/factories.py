"""Rows of the catalogue for tests: one function makes one service as a file would hold it."""

from __future__ import annotations

from datetime import date
from typing import Any

CHECKED = date(2026, 11, 1)


def a_service(key: str = "chirp", **changes: Any) -> dict[str, Any]:
    """A service that nobody runs, on a domain of its own."""
    return {
        "key": key,
        "name": key.title(),
        "operator": "Invented Services",
        "kinds": ["social_network", "chat"],
        "domains": [{"name": f"{key}.example", "match": "suffix", "use": "visit"}],
        "domains_source": "the makers of this test",
        "checked": CHECKED,
        "ages": [an_age()],
        **changes,
    }


def an_age(age: int = 13, **changes: Any) -> dict[str, Any]:
    return {
        "age": age,
        "country": "GB",
        "from": date(2022, 9, 1),
        "status": "in_force",
        "source": "its terms",
        "verified": True,
        **changes,
    }


def announced(age: int = 16, **changes: Any) -> dict[str, Any]:
    fields = an_age(age, status="announced", announced=date(2026, 6, 15), expected="spring 2027", **changes)
    del fields["from"]
    return fields


def a_file(*services: dict[str, Any]) -> dict[str, Any]:
    return {"platform": list(services or [a_service()])}
