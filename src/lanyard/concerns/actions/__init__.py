"""Everything that is written in this room: one function for each thing that people do."""

from lanyard.concerns.actions.intake import Receipt, report
from lanyard.concerns.sent import Sent, Who

__all__ = ["Receipt", "Sent", "Who", "report"]
