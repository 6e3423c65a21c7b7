"""What is done on a concern and how it ends, for its page."""

from __future__ import annotations

from typing import Any

from lanyard.concerns.models import Concern
from lanyard.people.models import User


def dealing_context(concern: Concern, user: User) -> dict[str, Any]:
    """What the parts of the page about actions, parents, advice and the outcome show."""
    return {}
