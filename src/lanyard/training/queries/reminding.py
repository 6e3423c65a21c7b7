"""Who can be reminded of a signature now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lanyard.notices.queries import told_on
from lanyard.training.models import Document
from lanyard.training.queries import SignOffStatus


def about(document: Document) -> str:
    """What the notices that ask for a signature are closed by."""
    return f"sign:{document.pk}"


def to_remind(rows: Iterable[SignOffStatus], on: date) -> list[SignOffStatus]:
    """Of these standings with one document, those who still have to sign and were not told of it that day. One query.

    Leavers are not among the rows, and whoever is exempt owes nothing. Somebody whose access is suspended couldn't
    sign.
    """
    waiting = [row for row in rows if row.is_open and row.person.is_here(on)]
    if not waiting:
        return []
    told = told_on(about(waiting[0].document), on)
    return [row for row in waiting if row.person.pk not in told]
