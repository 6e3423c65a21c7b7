"""Policies for tests: read documents made of a few words, and editions taken through their steps by the cast."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from lanyard.policy import actions
from lanyard.policy.actions.editions import Source
from lanyard.policy.models import Edition
from lanyard.policy.queries import policy_of
from lanyard.policy.reading import ReadClause, ReadPolicy, Suggestion
from tests.factories.people import Cast

TEXTS = {
    "Aims and scope": ("This policy is reviewed at least once a year.", "It is for children, parents and staff."),
    "Staff use": (
        "Staff must not post pictures of children.",
        "Staff sign the code of conduct every year.",
        "Ask first.",
    ),
}


def document(texts: dict[str, tuple[str, ...]] = TEXTS, **fields) -> ReadPolicy:
    """A document as the reader gives it back, each clause with one suggested control."""
    clauses = tuple(
        ReadClause(f"{s}.{c}", name, text, None, "", ("staff",), (Suggestion("training.signed", 0.5),))
        for s, (name, words) in enumerate(texts.items(), start=1)
        for c, text in enumerate(words, start=1)
    )
    defaults = {"title": "Social media policy", "owner": None, "review": None, "edition": None}
    return ReadPolicy(**(defaults | fields), sections=tuple(texts), clauses=clauses)


def draft(cast: Cast, texts: dict[str, tuple[str, ...]] = TEXTS, **fields) -> Edition:
    """A draft of the trust's policy, imported by the trust administrator."""
    return actions.import_document(
        trust=cast.trust, found=document(texts, **fields), source=Source("policy.docx", "0" * 64),
        by=cast.trust_administrator,
    )  # fmt: skip


def confirm(edition: Edition, by) -> Edition:
    """Every clause of the draft confirmed by the user."""
    for section in edition.sections.all():
        section.edition = edition
        actions.section_confirm(section=section, version=edition.version, by=by)
    return edition


def submitted(cast: Cast, edition: Edition) -> Edition:
    """The edition with leadership; a school's is submitted by its headteacher."""
    by = cast.headteacher if edition.school_id else cast.trust_administrator
    confirm(edition, by)
    return actions.submit(edition=edition, version=edition.version, by=by)


def approved(cast: Cast, edition: Edition, meeting: date) -> Edition:
    """The edition approved by the chair of its place."""
    submitted(cast, edition)
    if meeting < timezone.localdate():
        # What a meeting of a past day approved had been sent to it by then.
        sent = timezone.make_aware(datetime.combine(meeting, time(8)))
        Edition.objects.filter(pk=edition.pk).update(submitted_at=sent)
        edition.refresh_from_db()
    by = cast.chair_of_governors if edition.school_id else cast.chair_of_trustees
    return actions.approve(edition=edition, version=edition.version, meeting_on=meeting, by=by)


def in_force(cast: Cast, edition: Edition, first_day: date, meeting: date | None = None) -> Edition:
    """The edition in force from a day (or scheduled, if that is to come)."""
    approved(cast, edition, meeting or first_day)
    by = cast.headteacher if edition.school_id else cast.executive_headteacher
    return actions.put_in_force(edition=edition, version=edition.version, first_day=first_day, by=by)


def next_edition(cast: Cast) -> Edition:
    """A new draft of the trust's text from the one in force."""
    return actions.start_edition(policy=policy_of(cast.trust), school=None, by=cast.trust_administrator)


def variation(cast: Cast) -> Edition:
    """A draft of Old Quay's variation."""
    return actions.start_edition(policy=policy_of(cast.trust), school=cast.old_quay, by=cast.headteacher)


def texts(edition: Edition) -> dict[str, str]:
    """The words of each clause by number."""
    return dict(edition.clauses.order_by("order").values_list("number", "text"))
