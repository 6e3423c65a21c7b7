"""The starting hazards that come with Lanyard."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def library() -> tuple[dict[str, str], ...]:
    """Each hazard with `title`, `who` and `measures`, as `data/hazards.toml` lists them; nothing is scored."""
    text = (files("lanyard.channels") / "data" / "hazards.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["hazard"])
