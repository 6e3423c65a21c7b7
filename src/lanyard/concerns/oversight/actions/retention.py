"""Removing what is past its time: everything that belongs to it, its files too. What remains is that it was done."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import State
from lanyard.concerns.core.models import Concern
from lanyard.concerns.oversight.queries.retention import facts_of, looked_after_by, preview
from lanyard.concerns.oversight.retention_rules import rules
from lanyard.concerns.oversight.rules.retention import kept, may_go
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Trust, User
from lanyard.records import attachments
from lanyard.records.attachments import Attachment
from lanyard.records.audit import record

NOTHING = "Nothing is past its retention period."
OTHER_NUMBER = "This does not match the number of concerns in the list. Check the list, then type its number."


@transaction.atomic
def remove_what_is_past(*, trust: Trust, number: int, by: User) -> int:
    """Remove what the preview of this user shows today; `number` is how many they read there. Answers how many went.

    Raises `Refused`, and removes nothing, when there is nothing or the number is another one.
    """
    today = timezone.localdate()
    due = preview(trust, by, today).due
    if not due:
        raise Refused(NOTHING, "number")
    if number != len(due):
        raise Refused(OTHER_NUMBER, "number")
    locked = looked_after_by(by, trust).select_for_update(of=("self",)).filter(pk__in=[past.pk for past in due])
    concerns = list(locked)
    facts = facts_of(concerns)
    # Decided once more with the rows held: what was opened again, or put on hold, since the preview stays.
    going = [one for one in concerns if one.state == State.CLOSED and may_go(facts[one.pk], rules(), today)]
    if len(going) != number:
        raise Refused(OTHER_NUMBER, "number")
    for one in going:
        _remove(one, kept(facts[one.pk], rules()).rule.key, by)
    record("concern:retention", by=by, about=trust, place=trust, detail={"concerns": len(going)})
    return len(going)


def _remove(concern: Concern, rule: str, by: User) -> None:
    files = Attachment.objects.filter(about_kind=concern._meta.label_lower, about_id=str(concern.pk))
    paths = [attachments.path_of(one) for one in files]
    note("concern:remove", concern, by, rule=rule, ref=concern.ref, files=len(paths))
    files.delete()
    concern.delete()
    # Only when it is sure that nothing comes back: a file without its key is noise, but gone is better.
    transaction.on_commit(partial(_unlink, paths))


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
