"""Telling people, and closing what they were told. Sending is `delivery`, passing on is `escalation`."""

from lanyard.notices.actions.telling import mark_read, settle, tell

__all__ = ["mark_read", "settle", "tell"]
