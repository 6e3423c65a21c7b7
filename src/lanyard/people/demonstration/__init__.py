"""Builds the invented trust of demonstrations and measurements: the same people for the same number of schools."""

from lanyard.people.demonstration.build import build
from lanyard.people.demonstration.world import World

__all__ = ["World", "build"]
