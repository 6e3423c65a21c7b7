"""Builds the demonstration's concerns: every type at every stage, in two school years; many in a large trust."""

from lanyard.concerns.demonstration.build import build

__all__ = ["build"]
