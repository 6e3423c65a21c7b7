"""The words of this room: states of an edition, how a control is linked, why a review is due, how guidance stands."""

from django.db import models


class EditionState(models.TextChoices):
    """Where an edition stands. The steps between them are in `rules.STEPS`."""

    DRAFT = "draft", "Draft"
    WITH_LEADERSHIP = "with_leadership", "Waiting for approval"
    APPROVED = "approved", "Approved"
    IN_FORCE = "in_force", "In force"
    REPLACED = "replaced", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ControlState(models.TextChoices):
    """Whether a person agreed that a control keeps a clause."""

    SUGGESTED = "suggested", "Suggested"
    CONFIRMED = "confirmed", "Confirmed"
    REJECTED = "rejected", "Not for this clause"


class Audience(models.TextChoices):
    """Who a clause speaks to: the values that `policy.reading` gives back."""

    EVERYONE = "everyone", "Everyone"
    CHILDREN = "children", "Children"
    PARENTS = "parents", "Parents and carers"
    STAFF = "staff", "Staff"
    GOVERNORS = "governors", "Governors and trustees"
    OPERATORS = "operators", "People who run official channels"


class TriggerKind(models.TextChoices):
    """Why the policy has to be looked at again (AIM1, MON1, BRE2)."""

    YEARLY = "yearly", "Yearly review"
    GUIDANCE = "guidance", "Guidance has changed"
    LINKED_POLICY = "linked_policy", "A linked policy has changed"
    CONCERN = "concern", "A concern"
    LESSON = "lesson", "A lesson from a case"
    INFRASTRUCTURE = "infrastructure", "Systems or devices have changed"
    TRUST_EDITION = "trust_edition", "The trust's policy has changed"


class GuidanceKind(models.TextChoices):
    """What weight a guidance source has."""

    STATUTORY = "statutory", "Statutory guidance"
    NON_STATUTORY = "non_statutory", "Non-statutory guidance"
    LAW = "law", "Law"
    LOCAL = "local", "Local procedures"


class GuidanceStatus(models.TextChoices):
    """How a guidance edition stands according to its publisher."""

    SUPERSEDED = "superseded", "Superseded"
    IN_FORCE = "in_force", "In force"
    DRAFT = "draft", "Draft, out for consultation"
    ANNOUNCED = "announced", "Announced"
