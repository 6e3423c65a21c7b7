"""Builds the demonstration trust: each room adds its own data, in the order of the house."""

from __future__ import annotations

import random
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from lanyard.people.demonstration import World
from lanyard.people.models import Trust
from lanyard.ui.commands import say


class NotEmpty(Exception):
    """There is a trust already; a demonstration never mixes with it."""


def build_demonstration(*, schools: int, today: date) -> World:
    """Make the demonstration trust with so many schools. Raises `NotEmpty` if any trust is there."""
    if Trust.objects.exists():
        raise NotEmpty
    world = World(schools, today, random.Random(f"harbour light {schools}"))  # noqa: S311  (names, not secrets)
    for room in settings.ROOMS:
        name = f"lanyard.{room}.demonstration"
        if find_spec(name):
            say(f"Making the demonstration: {room}")
            import_module(name).build(world)
    return world
