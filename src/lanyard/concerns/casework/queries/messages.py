"""The messages between the school and the reporter, for the concern's page."""

from __future__ import annotations

from typing import Any

from lanyard.concerns.core.models import Concern


def conversation_context(concern: Concern) -> dict[str, Any]:
    """What the part of the page with the messages shows."""
    return {"conversation": list(concern.messages.select_related("by"))}
