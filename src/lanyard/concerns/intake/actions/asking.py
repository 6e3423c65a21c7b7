"""Keeping out whom the reporter did not want to read a report, when they say so after it was sent: they go back to the
page, tick a box and send again. What was read before is known; that can't be undone."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.actions.exclusions import shut_out
from lanyard.concerns.core.actions.name_keys import keep_keys
from lanyard.concerns.core.choices import PartyRole
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.queries.visible import is_shut_out
from lanyard.concerns.core.report_input import ReportInput
from lanyard.concerns.intake.actions.store_reports import BY, STRUCK, party_of
from lanyard.concerns.intake.queries.routing import BatchCache, look_up
from lanyard.records import moments


def strike(concern: Concern, sent: ReportInput) -> None:
    """Keep out of a concern that was sent already whoever is struck out now, and was not when it was sent."""
    with moments.to_the_minute(), transaction.atomic():
        _strike(concern, sent)
    concern.refresh_from_db()


def _strike(concern: Concern, sent: ReportInput) -> None:
    found = look_up(sent, BatchCache())
    for person in found.register.people_for(sorted(found.asked.conflicted)):
        if is_shut_out(person, concern):
            continue
        party = party_of(concern, PartyRole.CONFLICT, person, STRUCK)
        party.added_at = moments.now()
        party.save(force_insert=True)
        keep_keys(concern, people=[person])
        shut_out(concern, person, by=BY)
        note("concern:strike", concern, BY, party=party.pk)
