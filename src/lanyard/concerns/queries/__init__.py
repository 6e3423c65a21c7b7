"""The named reads of this room. Who sees which concern is decided in `visible` alone."""

from lanyard.concerns.queries.visible import is_shut_out, visible_to
from lanyard.people.queries.routing import Register, register_of, with_staff

__all__ = ["Register", "is_shut_out", "register_of", "visible_to", "with_staff"]
