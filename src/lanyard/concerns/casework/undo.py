"""What can be undone on a case: marking an action as done."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from lanyard.concerns.casework.actions.tasks import undo_finish
from lanyard.concerns.casework.queries.case import action_for
from lanyard.concerns.core.models import CaseAction
from lanyard.people.models import User
from lanyard.records.undo import Undoable, register


def _undo(by: User, row: CaseAction, was: Mapping[str, str]) -> str:
    undo_finish(by=by, concern=row.concern, version=row.concern.version, action=row)
    return reverse("concerns:case", kwargs={"concern": row.concern_id}) + "#actions"


# The version of the concern grows with every change, and not when somebody only looks.
DONE = register(
    Undoable("concerns:finish-action", "concerns:read", action_for, lambda row: f"{row.concern.version}:{row.done_at}",
             _undo, "Undone. It is to be done again.")
)  # fmt: skip
