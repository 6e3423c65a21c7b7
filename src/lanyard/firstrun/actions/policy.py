"""The policy: a draft until the first run is finished, so that everything about it can be put right."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lanyard.firstrun.actions.common import BY, going_on, keep, trust_of
from lanyard.firstrun.models import FirstRun
from lanyard.policy import actions as policy
from lanyard.policy.actions.editions import Source
from lanyard.policy.models import Edition
from lanyard.policy.reading import LIKELY, ReadPolicy


@transaction.atomic
def take_document(*, found: ReadPolicy, source: Source) -> Edition:
    """Make the draft from a document that has been read; the same document again changes nothing."""
    run = going_on()
    if run.edition and run.edition.source_sha256 == source.sha256:
        return run.edition
    return _instead(run, policy.import_document(trust=trust_of(run), found=found, source=source, by=BY))


@transaction.atomic
def take_model() -> Edition:
    """Make the draft from the model policy; asked for again, nothing changes."""
    run = going_on()
    if run.edition and not run.edition.source_sha256:
        return run.edition
    return _instead(run, policy.adopt_model(trust=trust_of(run), by=BY))


def _instead(run: FirstRun, edition: Edition) -> Edition:
    """Have this draft in place of the one before, which is withdrawn."""
    before = run.edition
    if before:
        policy.withdraw(edition=before, version=before.version, by=BY)
    run.edition = edition
    run.save(update_fields=["edition"])
    keep(run, "policy", approval=None)
    return edition


@transaction.atomic
def confirm_clauses(
    *, version: int, approved: bool, meeting_on: date | None = None, first_day: date | None = None
) -> None:
    """Confirm every clause and the controls that are likely, and keep whether governors have approved the text."""
    run = going_on()
    edition = run.edition
    if edition is None:
        return
    days = {}
    if approved and meeting_on and first_day:
        policy.check_dates(meeting_on, first_day, timezone.localdate())
        days = {"meeting_on": meeting_on.isoformat(), "first_day": first_day.isoformat()}
    policy.edition_confirm(edition=edition, version=version, likely=LIKELY, by=BY)
    keep(run, "clauses", approval={"approved": approved, **days})
