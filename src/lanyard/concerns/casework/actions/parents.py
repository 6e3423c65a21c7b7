"""Whether the parents of each child in the case know, or why not (CHI9)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.casework.actions.open_case import a_child, take
from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import ParentContact
from lanyard.concerns.core.models import Concern, ParentTold, Party
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User

NEEDS_A_NOTE = (ParentContact.RISK, ParentContact.ADVICE, ParentContact.CHILD_ASKED)


@transaction.atomic
def record_parents(
    *, by: User, concern: Concern, version: int, party: Party, contact: str, note_text: str = ""
) -> ParentTold:
    """Record that a child's parents were told, that they will be, or why they are not. Raises `Refused`, `Stale`."""
    a_child(concern, party)
    if contact not in ParentContact:
        raise Refused("Select one of the choices in the list.")
    if contact in NEEDS_A_NOTE and not note_text.strip():
        raise Refused(
            "Say why the parents are not told, who decided that, and what could happen if they knew.", "note_text"
        )
    take(by, concern, version)
    made = ParentTold.objects.create(
        concern=concern, party=party, contact=contact, note=note_text, at=timezone.now(), by=by.person
    )
    write_step(concern, f"Parents of {party.name}: {ParentContact(contact).label}.", by)
    note("concern:parents", concern, by, contact=contact)
    return made
