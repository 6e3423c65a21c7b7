"""What can be undone about roles: ending a cover that had begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from lanyard.people import actions
from lanyard.people.models import Cover, User
from lanyard.people.queries.roles import cover_by_id
from lanyard.records.undo import Undoable, register


def _undo(by: User, row: Cover, was: Mapping[str, str]) -> str:
    actions.undo_end_cover(cover=row, by=by, end=date.fromisoformat(was["end"]), on=timezone.localdate())
    return was["back"]


# Who may is decided by the action: the holder of the role for their own, else whoever appoints to it.
END_COVER = register(
    Undoable("people:end-cover", "", lambda user, pk: cover_by_id(pk), lambda row: str(row.end), _undo,
             "Undone. The cover goes on.")
)  # fmt: skip
