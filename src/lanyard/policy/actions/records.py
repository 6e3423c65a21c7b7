"""Keeping the dated records: linked policies (LINK1), guidance (AIM2) and agencies (BRE6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people.models import School, Trust, User
from lanyard.policy.actions.common import change, need
from lanyard.policy.actions.reviews import new_trigger
from lanyard.policy.choices import GuidanceStatus, TriggerKind
from lanyard.policy.models import (
    Agency,
    Edition,
    GuidanceEdition,
    GuidanceReliedOn,
    GuidanceSource,
    LinkedPolicy,
)
from lanyard.policy.queries.editions import policy_of
from lanyard.records.audit import record


@transaction.atomic
def keep_linked_policy(*, place: School | Trust, key: str, fields: Mapping[str, Any], by: User) -> LinkedPolicy:
    """Record the edition, review date, owner, name and link of a linked policy; a new edition asks for a review."""
    need(by, "policy:keep-linked", place)
    school, trust = (place, place.trust) if isinstance(place, School) else (None, place)
    row = LinkedPolicy.objects.select_for_update().filter(trust=trust, school=school, key=key).first()
    before = row.edition if row else ""
    row = row or LinkedPolicy(trust=trust, school=school, key=key)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    policy = policy_of(trust)
    if policy and before and row.edition != before:
        new_trigger(
            policy=policy, school=school, kind=TriggerKind.LINKED_POLICY, about=f"linked:{row.pk}:{row.edition}"[:200],
            says=f"{row.name} has a new edition. Check whether this policy has to change too.",
        )  # fmt: skip
    record("linked-policy:keep", by=by, about=row, place=place, detail={"changed": row.edition != before})
    return row


@transaction.atomic
def rely_on_guidance(*, edition: Edition, guidance: Collection[GuidanceEdition], version: int, by: User) -> Edition:
    """Say on which editions of guidance a draft relies; one of each source."""
    need(by, "policy:edit-draft", edition.place)
    if len({one.source_id for one in guidance}) != len(guidance):
        raise Refused("A policy relies on one edition of each source.")
    change(edition, version)
    edition.guidance.all().delete()
    GuidanceReliedOn.objects.bulk_create(GuidanceReliedOn(edition=edition, guidance=one) for one in guidance)
    record("guidance:rely", by=by, about=edition, place=edition.place, detail={"guidance": [g.pk for g in guidance]})
    return edition


@transaction.atomic
def keep_guidance_edition(
    *, source: GuidanceSource, fields: Mapping[str, Any], trust: Trust, by: User
) -> GuidanceEdition:
    """Add an edition of guidance that somebody has found, with where its dates were read. Checked today."""
    need(by, "policy:keep-guidance", trust)
    try:
        with transaction.atomic():
            row = GuidanceEdition.objects.create(source=source, checked=timezone.localdate(), verified=True, **fields)
    except IntegrityError:
        raise Refused("This edition is on the list already.") from None
    record("guidance:update", by=by, about=row, place=trust, detail={"source": source.key})
    return row


@transaction.atomic
def change_guidance_edition(
    *, guidance: GuidanceEdition, fields: Mapping[str, Any], trust: Trust, by: User
) -> GuidanceEdition:
    """Correct an edition of guidance, or say that its final text is out. Checked today."""
    need(by, "policy:keep-guidance", trust)
    for name, value in fields.items():
        setattr(guidance, name, value)
    guidance.checked, guidance.verified = timezone.localdate(), True
    try:
        with transaction.atomic():
            guidance.save()
    except IntegrityError:
        raise Refused("Another edition of this source has that name.") from None
    record("guidance:update", by=by, about=guidance, place=trust, detail={"source": guidance.source.key})
    return guidance


@transaction.atomic
def change_guidance_source(
    *, source: GuidanceSource, fields: Mapping[str, Any], trust: Trust, by: User
) -> GuidanceSource:
    """Correct what is known of a source, and for how long a look at it is good. An update of Lanyard leaves it so."""
    need(by, "policy:keep-guidance", trust)
    for name, value in fields.items():
        setattr(source, name, value)
    source.edited_on = timezone.localdate()
    source.save()
    record("guidance:update", by=by, about=source, place=trust, detail={"source": source.key})
    return source


@transaction.atomic
def mark_guidance_checked(*, source: GuidanceSource, trust: Trust, by: User) -> None:
    """Somebody looked today: there is no newer edition than those listed."""
    need(by, "policy:keep-guidance", trust)
    source.editions.exclude(status=GuidanceStatus.SUPERSEDED).update(checked=timezone.localdate())
    record("guidance:update", by=by, about=source, place=trust)


@transaction.atomic
def keep_agency(*, agency: Agency, fields: Mapping[str, Any], trust: Trust, by: User) -> Agency:
    """Correct the details of an agency, or confirm them as they are. Everything about it counts as checked today."""
    need(by, "policy:keep-agencies", trust)
    for name, value in fields.items():
        setattr(agency, name, value)
    agency.checked, agency.verified, agency.not_verified = timezone.localdate(), True, []
    agency.save()
    record("agency:update", by=by, about=agency, place=trust)
    return agency
