"""Builds the demonstration trust: each room adds its own data, in the order of the house."""

from __future__ import annotations

import random
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from lanyard.kernel.commands import say
from lanyard.people.demonstration import World
from lanyard.people.models import Trust


class NotEmpty(Exception):
    """There is a trust already; a demonstration never mixes with it."""


def build_demonstration(*, schools: int, today: date) -> World:
    """Make the demonstration trust with so many schools. Raises `NotEmpty` if any trust is there."""
    if Trust.objects.exists():
        raise NotEmpty
    world = World(schools, today, random.Random(f"harbour light {schools}"))  # noqa: S311  (names, not secrets)
    rooms = [name for room in settings.ROOMS if find_spec(name := f"lanyard.{room}.demonstration")]
    modules = [import_module(name) for name in rooms]
    for module in modules:
        say(f"Making the demonstration: {module.__name__.split('.')[1]}")
        module.build(world)
    # What sums up the others, such as the snapshots of two years, comes when all of them are there.
    for module in modules:
        if hasattr(module, "finish"):
            module.finish(world)
    return world
