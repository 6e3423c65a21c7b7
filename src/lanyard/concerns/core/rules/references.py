"""References of concerns, as people write them."""

from __future__ import annotations

import re


def tidy_ref(ref: str) -> str:
    """A reference as it is kept, however it was typed: "k7q 2xw" is K7Q-2XW."""
    kept = re.sub(r"[^A-Z0-9]", "", ref.upper())
    return f"{kept[:3]}-{kept[3:]}"
