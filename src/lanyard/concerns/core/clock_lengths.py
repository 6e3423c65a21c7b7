"""How long clocks run, from the dated data that comes with this version."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from lanyard.concerns.core.rules.clocks import Length

SHIPPED = Path(__file__).parent / "data" / "clocks.toml"


@cache
def lengths() -> dict[str, Length]:
    """Each clock's length by its key."""
    read = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return {key: Length(row["number"], row["unit"]) for key, row in read.items() if isinstance(row, dict)}
