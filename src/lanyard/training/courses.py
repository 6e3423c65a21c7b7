"""The courses that come with Lanyard, as `data/courses.toml` lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

# Who runs an official channel has taken part in this one (OFF12).
OFFICIAL_CHANNELS = "official_channels"


@cache
def shipped() -> tuple[dict, ...]:
    """Each course with its fields."""
    text = (files("lanyard.training") / "data" / "courses.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["course"])


def roles() -> set[str]:
    """The roles that a course is for."""
    return {entry["role"] for entry in shipped()}
