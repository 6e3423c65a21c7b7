"""Everything about one case that its handler may hand on, as the plain data of a case file.

Who reported it is never in it: that is kept apart, and opening it is another thing. Linked cases are not in it either.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from lanyard.concerns.core.choices import ActionKind, AtRisk, EntryKind, Outcome, ParentContact, PartyRole
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, EntryEdit
from lanyard.concerns.handover.casefile import FORMAT, VERSION
from lanyard.people.models import Person

# Codes as people say them, for the chronology.
WORDS: dict[str, dict[str, str]] = {
    "entry": {str(value): str(label) for value, label in EntryKind.choices},
    "action": {str(value): str(label) for value, label in ActionKind.choices},
    "parents": {str(value): str(label) for value, label in ParentContact.choices},
    "outcome": {str(value): str(label) for value, label in Outcome.choices},
}

_CASE = (
    "ref", "type", "route", "state", "received_at", "entered_at", "is_anonymous", "in_danger", "risk", "place",
    "device", "ground", "threshold", "platform", "year_group", "outcome", "acknowledged_at", "decided_at", "closed_at",
)  # fmt: skip


def _answers(concern: Concern) -> dict[str, Any]:
    """The answers, and what was found since of a child at risk, so that the next school is told at once."""
    found = {} if concern.child_at_risk != AtRisk.YES else {"child_at_risk": "yes"}
    asked = {key: value for key, value in found.items() if key in KINDS[concern.type].asks}
    return {**concern.report.answers, **asked}


def content_of(concern: Concern) -> dict[str, Any]:
    """The content of the concern's file but for attachments, which are added as they are opened. Ten queries."""
    # Who must not handle it, and whom it may be about before somebody has decided, is this school's own matter.
    parties = [party for party in concern.parties.all() if party.role not in (PartyRole.CONFLICT, PartyRole.POSSIBLE)]
    keys = {party.pk: f"p{place}" for place, party in enumerate(parties, 1)}
    report = concern.report
    return {
        "format": FORMAT,
        "version": VERSION,
        "case": {
            **{name: plain(getattr(concern, name)) for name in _CASE},
            "school": {"name": concern.school.name, "urn": concern.school.urn},
            "trust": {"name": concern.trust.name},
        },
        "report": {
            "account": report.account,
            "child_words": report.child_words,
            "answers": _answers(concern),
            "outside_ref": report.outside_ref,
            "ground_note": report.ground_note,
        },
        "people": [_row(p, "role name year_group note added_at ended_at", key=keys[p.pk]) for p in parties],
        "entries": _entries(concern),
        "messages": [_row(m, "text from_reporter at", by=name_of(m.by)) for m in concern.messages.select_related("by")],
        **_dealt(concern, keys),
        "attachments": [],
    }


def _entries(concern: Concern) -> list[dict[str, Any]]:
    edits = Prefetch("edits", EntryEdit.objects.select_related("by"))
    return [
        _row(
            entry, "kind text reason happened_at entered_at", by=name_of(entry.by),
            edits=[_row(e, "old_text old_happened_at reason at", by=name_of(e.by)) for e in entry.edits.all()],
        )
        for entry in concern.entries.select_related("by").prefetch_related(edits)
    ]  # fmt: skip


def _dealt(concern: Concern, keys: dict[Any, str]) -> dict[str, Any]:
    debrief = getattr(concern, "debrief", None)
    return {
        "actions": [
            _row(
                a, "kind says due start until appeal done_at done_how added_at",
                person=keys.get(a.party_id, ""), owner=name_of(a.owner), by=name_of(a.added_by),
            )
            for a in concern.actions.select_related("owner", "added_by")
        ],
        "advice": [
            _row(a, "asked_at asked with_names reference answered_at answer", agency=a.agency.name, by=name_of(a.by))
            for a in concern.advice.select_related("agency", "by")
        ],
        "parents": [
            _row(told, "contact note at", person=keys.get(told.party_id, ""), by=name_of(told.by))
            for told in concern.parents_told.select_related("by")
        ],
        "debrief": debrief
        and _row(debrief, "happened expected cause clause control why_none held at", by=name_of(debrief.by)),
    }  # fmt: skip


def name_of(person: Person | None) -> str:
    """The name of a colleague; "" for nobody."""
    return person.full_name if person else ""


def _row(row: Any, names: str, **more: Any) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names.split()} | more


def plain(value: Any) -> Any:
    """The value as JSON holds it: days and moments as ISO 8601, in UTC."""
    return value.isoformat() if isinstance(value, date | datetime) else value
